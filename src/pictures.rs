//! A picture's bytes → how large it is, and smaller versions of it in a form that browsers read faster.
//!
//! JPEG and PNG become WebP in a few widths; of all other forms only the size is taken. Invariant: no picture, however
//! it was made, takes more memory than [`MOST_PIXELS`] allow or stops the build; and no version carries what a camera
//! wrote beside the pixels.

mod exif;
mod kept;
pub mod metadata;
mod pixels;
mod scale;
mod size;

use std::sync::{Arc, Mutex, PoisonError};

use pixels::Pixels;
use size::Form;

/// Pixels that a picture may have: those of the largest cameras, and what 200 MB hold.
pub const MOST_PIXELS: u64 = 50_000_000;
/// Bytes that a picture's file may have.
pub const MOST_BYTES: usize = 40 << 20;
/// Larger pictures are read one at a time, so that many of them do not fill the memory together.
const LARGE: u64 = 8_000_000;
static LARGE_ONES: Mutex<()> = Mutex::new(());
/// Widths of the versions: a phone, a tablet or a sharp phone, a desk, a sharp desk.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];
/// What is smaller than this is left alone: there is nothing to win.
const SMALL: usize = 8 << 10;
/// Changes with everything that decides what versions look like.
pub const EDITION: u32 = 3;

/// A picture, measured, with its versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its size as it is seen; none if its form is not known.
    pub size: Option<(u32, u32)>,
    /// The same picture, smaller, from the narrowest on; may be empty.
    pub versions: Vec<Version>,
    /// Its file says where it was taken.
    pub located: bool,
}

/// A picture in another size, as WebP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// In pixels.
    pub width: u32,
    /// Its file's content.
    pub bytes: Arc<[u8]>,
}

/// Why a picture cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has so many pixels, or bytes.
    TooLarge(String),
    /// It cannot be read to its end; why.
    Broken(String),
    /// Its name ends as another form's; the ending it should have.
    Misnamed(&'static str),
}

/// How much is wanted of a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// Whether it can be read, and its size.
    Size,
    /// Its smaller versions too.
    #[default]
    Versions,
}

/// Measures a picture, and makes its versions.
///
/// # Errors
/// Why it cannot be used.
pub fn make(name: &str, bytes: &[u8], wanted: Wanted) -> Result<Picture, Fault> {
    let Some(form) = size::form(name, bytes) else { return Ok(Picture::default()) };
    if bytes.len() > MOST_BYTES {
        return Err(Fault::TooLarge(format!("{} MB", bytes.len() >> 20)));
    }
    if !form.endings().iter().any(|ending| name.to_ascii_lowercase().ends_with(ending)) {
        return Err(Fault::Misnamed(form.endings()[0]));
    }
    let Some((width, height)) = size::size(form, bytes)? else { return Ok(Picture::default()) };
    let area = u64::from(width) * u64::from(height);
    if area > MOST_PIXELS {
        return Err(Fault::TooLarge(format!("{width} × {height} pixels")));
    }
    let mut picture = Picture { size: Some((width, height)), ..Picture::default() };
    if !matches!(form, Form::Jpeg | Form::Png) || area == 0 {
        return Ok(picture);
    }
    let _one_at_a_time = (area > LARGE).then(|| LARGE_ONES.lock().unwrap_or_else(PoisonError::into_inner));
    let pixels = pixels::read(form, bytes)?;
    let exif = pixels.exif;
    picture.located = exif.located;
    picture.size = Some(if exif.turned() { (height, width) } else { (width, height) });
    if wanted == Wanted::Versions && pixels.can_be_redrawn && bytes.len() > SMALL {
        picture.versions = versions(&pixels.turned(), bytes.len());
    }
    Ok(picture)
}

/// The versions that are smaller than the picture itself.
fn versions(pixels: &Pixels, original: usize) -> Vec<Version> {
    let (few_colours, full) = (pixels.has_few_colours(), pixels.width);
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width < full).collect();
    if WIDTHS.last().is_some_and(|widest| full <= *widest) {
        widths.push(full);
    }
    let made = widths.into_iter().filter_map(|width| {
        let scaled = if width == full { None } else { Some(scale::to_width(pixels, width)) };
        let bytes = webp(scaled.as_ref().unwrap_or(pixels), few_colours)?;
        (bytes.len() < original).then(|| Version { width, bytes: Arc::from(bytes) })
    });
    made.collect()
}

/// Photographs lose what the eye does not see; drawings and screenshots lose nothing, or letters would have halos.
fn webp(pixels: &Pixels, few_colours: bool) -> Option<Vec<u8>> {
    let layout = if pixels.channels == 4 { webp::PixelLayout::Rgba } else { webp::PixelLayout::Rgb };
    let encoder = webp::Encoder::new(&pixels.data, layout, pixels.width, pixels.height);
    let quality = if few_colours { 60.0 } else { 78.0 };
    let bytes = encoder.encode_simple(few_colours, quality).ok()?.to_vec();
    match &pixels.profile {
        Some(profile) => metadata::with_profile(&bytes, (pixels.width, pixels.height), pixels.channels == 4, profile),
        None => Some(bytes),
    }
}
