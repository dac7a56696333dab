//! Handbook texts → search files.
