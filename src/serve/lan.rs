//! Which address other machines of the network know this one by.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use anyhow::{Context, Result, bail};

/// An address of a network that does not exist (RFC 5737): nothing is ever sent there.
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(203, 0, 113, 1), 9);

/// The address that this machine would speak from to others. The system is asked for its way there; no packet leaves.
///
/// # Errors
/// The machine is on no network.
pub fn lan_address() -> Result<IpAddr> {
    let asked = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect(ELSEWHERE)?;
        socket.local_addr()
    });
    let address = asked.context("this machine is on no network; join one, or leave `--lan` out")?.ip();
    if address.is_loopback() || address.is_unspecified() {
        bail!("this machine is on no network; join one, or leave `--lan` out");
    }
    Ok(address)
}
