//! What a desk asks of its registers: where a name leads, and what rests on a source.
//!
//! Answers as values; `cli/` shows them. It must not know how a register is read, nor any page.

pub mod places;
pub mod sources;
