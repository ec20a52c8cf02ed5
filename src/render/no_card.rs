//! Stands in for `card/` in a program that was built without the feature `cards`: it makes no pictures, and plans none.

use tera::{Kwargs, State, TeraResult, Value};

/// Says that there are none.
pub(super) fn picture(_: &[u8]) -> Result<Vec<u8>, String> {
    Err("this program was built without the feature `cards`".to_owned())
}

/// Sets nothing.
#[expect(clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "the same form as where there are cards")]
pub(super) fn card_text(_: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    Ok(Value::safe_string(""))
}
