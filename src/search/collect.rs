//! Documents → streams of word numbers: the only reading of the text, page by page on all cores.

use rayon::prelude::*;

use super::Document;
use super::bytes::QuickMap;
use super::passage::{Passages, WHOLE_PAGE};
use super::stem::Stemmer;
use super::words::each_word;

/// All words of all documents.
#[derive(Debug, Default)]
pub(crate) struct Collection {
    /// Every word that occurs, with the stemmer of the page it was first met on.
    pub(crate) words: Vec<Word>,
    /// The words of each document, in its order.
    pub(crate) pages: Vec<Page>,
}

/// A word as it is written, folded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Word {
    /// Which stemmer is right for it.
    pub(crate) stemmer: Stemmer,
    /// Folded.
    pub(crate) text: String,
}

/// The words of one document.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// In reading order, field by field.
    pub(crate) tokens: Vec<Token>,
}

/// One occurrence of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Number of the word in [`Collection::words`].
    pub(crate) word: u32,
    /// Where it stands.
    pub(crate) field: Field,
    /// In which passage.
    pub(crate) passage: u8,
}

/// Where on a page a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// In the page's title.
    Title,
    /// In another name of the page.
    Synonym,
    /// In its summary.
    Summary,
    /// In the heading of a section.
    Heading,
    /// In the text of a section.
    Body,
}

/// Reads all documents.
pub(crate) fn collect(documents: &[Document], passages: &[Passages]) -> Collection {
    let chunks: Vec<_> = documents
        .par_chunks(CHUNK)
        .zip(passages.par_chunks(CHUNK))
        .map(|(documents, passages)| collect_chunk(documents, passages))
        .collect();
    let mut all = Collection::default();
    let mut numbers: QuickMap<Word, u32> = QuickMap::default();
    for mut chunk in chunks {
        let renumbered: Vec<u32> = chunk.words.into_iter().map(|word| number(word, &mut numbers, &mut all.words)).collect();
        for page in &mut chunk.pages {
            for token in &mut page.tokens {
                token.word = renumbered[token.word as usize];
            }
        }
        all.pages.append(&mut chunk.pages);
    }
    all
}

/// Pages that share a table of words; fixed, so that numbers do not hang on the number of threads.
const CHUNK: usize = 64;

fn collect_chunk(documents: &[Document], passages: &[Passages]) -> Collection {
    let mut reader = Reader::default();
    let pages = documents.iter().zip(passages).map(|(document, passages)| reader.read(document, passages)).collect();
    Collection { words: reader.words, pages }
}

#[derive(Default)]
struct Reader {
    /// For each stemmer.
    numbers: [QuickMap<String, u32>; 4],
    words: Vec<Word>,
}

impl Reader {
    fn read(&mut self, document: &Document, passages: &Passages) -> Page {
        let stemmer = Stemmer::of(&document.lang);
        let mut tokens = Vec::new();
        self.field(&document.title, stemmer, Field::Title, WHOLE_PAGE, &mut tokens);
        for synonym in &document.synonyms {
            self.field(synonym, stemmer, Field::Synonym, WHOLE_PAGE, &mut tokens);
        }
        self.field(&document.summary, stemmer, Field::Summary, WHOLE_PAGE, &mut tokens);
        for piece in &passages.pieces {
            let section = &document.sections[piece.section];
            if piece.start == 0 {
                self.field(&section.heading, stemmer, Field::Heading, piece.passage, &mut tokens);
            }
            self.field(&section.text[piece.start..piece.end], stemmer, Field::Body, piece.passage, &mut tokens);
        }
        Page { tokens }
    }

    fn field(&mut self, text: &str, stemmer: Stemmer, field: Field, passage: u8, tokens: &mut Vec<Token>) {
        let numbers = &mut self.numbers[stemmer as usize];
        let all = &mut self.words;
        each_word(text, |word, _| {
            // A chain of hyphens counts as one more word of the text, not as its parts again.
            let word = if let Some(number) = numbers.get(word) {
                *number
            } else {
                let number = u32::try_from(all.len()).expect("fewer than four thousand million words");
                all.push(Word { stemmer, text: word.to_owned() });
                numbers.insert(word.to_owned(), number);
                number
            };
            tokens.push(Token { word, field, passage });
        });
    }
}

fn number(word: Word, numbers: &mut QuickMap<Word, u32>, words: &mut Vec<Word>) -> u32 {
    let next = u32::try_from(words.len()).expect("fewer than four thousand million words");
    *numbers.entry(word).or_insert_with_key(|word| {
        words.push(word.clone());
        next
    })
}
