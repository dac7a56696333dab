//! Remembers what pure functions gave, between builds.
//!
//! Sits around the theme, `parse`, `render`, and those parts of the handbook that one edit seldom changes. Invariant: a
//! key is the fingerprint of everything that the result depends on, so that an answer from here is the answer that the
//! function would give.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

/// Results by what they are and by fingerprint; or nothing, where there is no next build.
pub struct Memo {
    results: Option<Mutex<Results>>,
}

type Results = HashMap<(TypeId, u128), Kept, BuildHasherDefault<Taken>>;

/// A result, and for how many builds nobody has asked for it.
type Kept = (Arc<dyn Any + Send + Sync>, u32);

/// For how many builds a result that nobody asked for is kept: long enough to undo an edit.
const KEPT_FOR: u32 = 5;

/// How many results or pages a thread takes upon itself: few, so that none works alone at the end.
pub(crate) const AT_ONCE: usize = 16;

impl Default for Memo {
    fn default() -> Self {
        Self { results: Some(Mutex::default()) }
    }
}

impl Memo {
    /// One that remembers nothing.
    pub fn of_nothing() -> Self {
        Self { results: None }
    }

    /// Whether anybody will ask for a key.
    pub fn remembers(&self) -> bool {
        self.results.is_some()
    }

    /// The result remembered for `key`, else what `make` gives. Results of one type that different functions give need
    /// different keys.
    pub fn get<T: Send + Sync + 'static>(&self, key: impl FnOnce() -> u128, make: impl FnOnce() -> T) -> Arc<T> {
        let Some(results) = &self.results else { return Arc::new(make()) };
        let key = key();
        if let Some(result) = recall(&mut lock(results), key) {
            return result;
        }
        let result = Arc::new(make());
        note(&mut lock(results), key, &result);
        result
    }

    /// The same for many at once, in order; those that are not remembered are made in parallel.
    pub fn get_all<I, T>(&self, items: Vec<I>, key: impl Fn(&I) -> u128 + Sync + Send, make: impl Fn(I) -> T + Sync + Send) -> Vec<Arc<T>>
    where
        I: Send + Sync,
        T: Send + Sync + 'static,
    {
        let Some(results) = &self.results else {
            return items.into_par_iter().with_max_len(AT_ONCE).map(|item| Arc::new(make(item))).collect();
        };
        let keys: Vec<u128> = items.par_iter().map(key).collect();
        let known: Vec<Result<Arc<T>, I>> = {
            let mut results = lock(results);
            keys.iter().zip(items).map(|(key, item)| recall(&mut results, *key).ok_or(item)).collect()
        };
        let found = known.into_par_iter().with_max_len(AT_ONCE).map(|known| match known {
            Ok(result) => (result, false),
            Err(item) => (Arc::new(make(item)), true),
        });
        let found: Vec<(Arc<T>, bool)> = found.collect();
        let mut results = lock(results);
        for (key, (result, _)) in keys.into_iter().zip(&found).filter(|(_, (_, fresh))| *fresh) {
            note(&mut results, key, result);
        }
        found.into_iter().map(|(result, _)| result).collect()
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

fn recall<T: Send + Sync + 'static>(results: &mut Results, key: u128) -> Option<Arc<T>> {
    let (result, age) = results.get_mut(&(TypeId::of::<T>(), key))?;
    *age = 0;
    Arc::clone(result).downcast().ok()
}

fn note<T: Send + Sync + 'static>(results: &mut Results, key: u128, result: &Arc<T>) {
    let result: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(result);
    results.insert((TypeId::of::<T>(), key), (result, 0));
}

fn lock(results: &Mutex<Results>) -> MutexGuard<'_, Results> {
    // A thread that panicked while holding the lock has left a map that is still whole.
    results.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes a fingerprint for its own hash.
#[derive(Default)]
struct Taken(u64);

impl Hasher for Taken {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 ^= number;
    }

    #[expect(clippy::cast_possible_truncation, reason = "half of a fingerprint is a good hash")]
    fn write_u128(&mut self, number: u128) {
        self.0 ^= number as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_not_made_again() {
        let memo = Memo::default();
        assert_eq!(*memo.get(|| 1, || "one"), "one");
        assert_eq!(*memo.get(|| 1, || "other"), "one");
        assert_eq!(*memo.get(|| 1, || 7), 7, "another type is another result");
        let all = memo.get_all(vec![3, 1, 2], |item| *item, |item| if item == 1 { "again" } else { "new" });
        assert_eq!(all.iter().map(|result| **result).collect::<Vec<_>>(), ["new", "one", "new"]);
        (0..=KEPT_FOR).for_each(|_| memo.age());
        assert_eq!(*memo.get(|| 1, || "other"), "other");
        assert_eq!(*Memo::of_nothing().get(|| 1, || "made"), "made");
    }
}
