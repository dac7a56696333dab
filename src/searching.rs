//! stub until search lands
use crate::handbook::Handbook;
use std::collections::BTreeMap;
/// s
#[derive(Default)]
pub struct SearchFiles { /// f
 pub files: BTreeMap<String, Vec<u8>>, /// r
 pub root: String }
/// s
pub fn index(_: &Handbook) -> SearchFiles { SearchFiles::default() }
