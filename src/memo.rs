//! Remembers what pure functions gave, between builds.
//!
//! Sits around the theme, `parse` and `render` in [`crate::site`]; everything between runs in full every time.
//! Invariant: a key is the fingerprint of everything that the result depends on, so that an answer from here is the
//! answer that the function would give.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use siphasher::sip128::{Hasher128, SipHasher13};

/// Results by fingerprint; or nothing, where there is no next build.
pub struct Memo<T> {
    results: Option<Mutex<Results<T>>>,
}

/// A result, and for how many builds nobody has asked for it.
type Results<T> = HashMap<u128, (T, u32)>;

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { results: Some(Mutex::default()) }
    }
}

/// For how many builds a result that nobody asked for is kept: long enough to undo an edit.
const KEPT_FOR: u32 = 5;

impl<T: Clone> Memo<T> {
    /// One that remembers nothing.
    pub fn of_nothing() -> Self {
        Self { results: None }
    }

    /// The result remembered for `key`, else what `make` gives.
    pub fn get(&self, key: impl FnOnce() -> u128, make: impl FnOnce() -> T) -> T {
        let Some(results) = &self.results else { return make() };
        let key = key();
        if let Some((result, age)) = lock(results).get_mut(&key) {
            *age = 0;
            return result.clone();
        }
        let result = make();
        lock(results).insert(key, (result.clone(), 0));
        result
    }

    /// Ends a build: results that were not asked for lately are forgotten.
    pub fn age(&self) {
        if let Some(results) = &self.results {
            lock(results).retain(|_, (_, age)| {
                *age += 1;
                *age <= KEPT_FOR
            });
        }
    }
}

fn lock<T>(results: &Mutex<Results<T>>) -> MutexGuard<'_, Results<T>> {
    // A thread that panicked while holding the lock has left a map that is still whole.
    results.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A fingerprint of anything that can be hashed.
pub fn fingerprint(value: &impl Hash) -> u128 {
    let mut hasher = SipHasher13::new();
    value.hash(&mut hasher);
    hasher.finish128().as_u128()
}
