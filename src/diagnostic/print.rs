//! Diagnostics → text for people, editors and programs.
