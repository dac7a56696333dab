//! Markdown text → [`Body`].
