//! A picture as bytes, to be kept between builds.

use std::sync::Arc;

use super::{Picture, Version};

impl Picture {
    /// As bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (width, height) = self.size.unwrap_or_default();
        let count = u32::try_from(self.versions.len()).unwrap_or_default();
        let mut bytes = Vec::new();
        for number in [u32::from(self.located), u32::from(self.size.is_some()), width, height, count] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        for version in &self.versions {
            bytes.extend_from_slice(&version.width.to_le_bytes());
            bytes.extend_from_slice(&u32::try_from(version.bytes.len()).unwrap_or_default().to_le_bytes());
            bytes.extend_from_slice(&version.bytes);
        }
        bytes
    }

    /// The picture that bytes stand for; none if they stand for none.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let number = |bytes: &mut &[u8]| {
            let (first, rest) = bytes.split_first_chunk::<4>()?;
            *bytes = rest;
            Some(u32::from_le_bytes(*first))
        };
        let located = number(&mut bytes)? != 0;
        let sized = number(&mut bytes)? != 0;
        let size = (number(&mut bytes)?, number(&mut bytes)?);
        let mut versions = Vec::new();
        for _ in 0..number(&mut bytes)? {
            let width = number(&mut bytes)?;
            let length = usize::try_from(number(&mut bytes)?).ok()?;
            let (version, rest) = bytes.split_at_checked(length)?;
            versions.push(Version { width, bytes: Arc::from(version) });
            bytes = rest;
        }
        Some(Self { size: sized.then_some(size), versions, located })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let version = |width| Version { width, bytes: Arc::from([1, 2, 3]) };
        let picture = Picture { size: Some((9, 8)), versions: vec![version(1), version(2)], located: true };
        let bytes = picture.to_bytes();
        assert_eq!(Picture::from_bytes(&bytes), Some(picture));
        assert_eq!(Picture::from_bytes(&bytes[..bytes.len() - 1]), None);
    }
}
