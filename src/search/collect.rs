//! Documents → streams of word numbers: the only reading of the text, page by page on all cores.

use rayon::prelude::*;

use super::Document;
use super::passage::{Passages, WHOLE_PAGE};
use super::stem::Stemmer;
use super::table::{Table, hash};
use super::texts::Texts;
use super::words::each_word;

/// All words of all documents.
#[derive(Debug, Default)]
pub(crate) struct Collection {
    /// Every word that occurs.
    pub(crate) words: Words,
    /// The words of each document, in its order.
    pub(crate) pages: Vec<Page>,
}

/// Words by number, folded; the same text is one word for each stemmer.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// For each stemmer.
    numbers: [Table; 4],
    texts: Texts,
    all: Vec<Word>,
}

/// What is known of a word.
#[derive(Debug, Clone, Copy)]
struct Word {
    pages: u32,
    /// What it has after its stem, in bytes.
    ending: u8,
    stemmer: Stemmer,
}

impl Words {
    /// How many there are.
    pub(crate) fn len(&self) -> u32 {
        size(self.all.len())
    }

    /// A word, and which stemmer is right for it.
    pub(crate) fn get(&self, number: u32) -> (&str, Stemmer) {
        (self.texts.get(number), self.all[number as usize].stemmer)
    }

    /// The stem of a word.
    pub(crate) fn stem(&self, number: u32) -> &str {
        let (text, _) = self.get(number);
        &text[..text.len() - usize::from(self.all[number as usize].ending)]
    }

    /// On how many pages a word stands, of those in English or of all others.
    pub(crate) fn pages_with(&self, text: &str, stemmer: Stemmer) -> u32 {
        let hash = hash(text);
        let pages = |own: Stemmer| {
            let number = self.numbers[own as usize].get(hash, |number| self.texts.is(number, text));
            number.map_or(0, |number| self.all[number as usize].pages)
        };
        match stemmer {
            Stemmer::English => pages(stemmer),
            _ => [Stemmer::Nordic, Stemmer::Nynorsk, Stemmer::Danish].into_iter().map(pages).sum(),
        }
    }

    /// The number of a word, which it gets if it has none yet.
    pub(crate) fn number(&mut self, text: &str, stemmer: Stemmer) -> u32 {
        let Words { numbers, texts, all } = self;
        let next = size(all.len());
        let known = numbers[stemmer as usize].get_or_insert(hash(text), next, |number| texts.is(number, text));
        known.unwrap_or_else(|| {
            texts.add(text);
            all.push(Word { pages: 0, ending: 0, stemmer });
            next
        })
    }

    /// Finds the stems of all words.
    fn find_stems(&mut self) {
        let Words { texts, all, .. } = self;
        let endings: Vec<u8> =
            (0..size(all.len())).into_par_iter().map(|word| ending(texts.get(word), all[word as usize].stemmer)).collect();
        all.iter_mut().zip(endings).for_each(|(word, ending)| word.ending = ending);
    }
}

fn ending(text: &str, stemmer: Stemmer) -> u8 {
    u8::try_from(text.len() - stemmer.stem(text).len()).expect("no ending is as long")
}

/// The words of one document.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Their numbers in [`Collection::words`], in reading order, field by field.
    words: Box<[u32]>,
    stretches: Vec<Stretch>,
}

/// Words that stand together in one field and passage.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    end: u32,
    field: Field,
    passage: u8,
}

impl Page {
    /// Adds words to those that stand together: `find` gets these and room for more.
    pub(crate) fn add(&mut self, mut find: impl FnMut(&[u32], &mut Vec<u32>)) {
        let (mut words, mut start) = (Vec::new(), 0);
        for stretch in &mut self.stretches {
            let own = &self.words[start..stretch.end as usize];
            start = stretch.end as usize;
            words.extend(own);
            find(own, &mut words);
            stretch.end = size(words.len());
        }
        self.words = words.into();
    }

    /// Words that stand together, in which field, and in which passage.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = (&[u32], Field, u8)> {
        let mut start = 0;
        self.stretches.iter().map(move |stretch| {
            let words = &self.words[start..stretch.end as usize];
            start = stretch.end as usize;
            (words, stretch.field, stretch.passage)
        })
    }
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
    // Pages that share a table of words. Nothing depends on how many they are: numbers of words are in no file.
    let chunk = documents.len().div_ceil(rayon::current_num_threads() * CHUNKS).max(SMALLEST_CHUNK);
    let chunks: Vec<_> = documents
        .par_chunks(chunk)
        .zip(passages.par_chunks(chunk))
        .map(|(documents, passages)| collect_chunk(documents, passages))
        .collect();
    let mut all = Collection::default();
    for mut chunk in chunks {
        let renumbered: Vec<u32> = (0..chunk.words.len()).map(|own| all.words.add(&chunk.words, own)).collect();
        for word in chunk.pages.iter_mut().flat_map(|page| &mut page.words) {
            *word = renumbered[*word as usize];
        }
        all.pages.append(&mut chunk.pages);
    }
    all.words.find_stems();
    all
}

/// For each thread, so that none waits long for another.
const CHUNKS: usize = 4;
/// Pages.
const SMALLEST_CHUNK: usize = 16;

fn collect_chunk(documents: &[Document], passages: &[Passages]) -> Collection {
    let mut reader = Reader::default();
    let pages = documents.iter().zip(passages).map(|(document, passages)| reader.read(document, passages)).collect();
    Collection { words: reader.words.without_numbers(), pages }
}

impl Words {
    /// Takes in a word of a chunk; gives its number here.
    fn add(&mut self, chunk: &Words, own: u32) -> u32 {
        let (text, stemmer) = chunk.get(own);
        let number = self.number(text, stemmer);
        self.all[number as usize].pages += chunk.all[own as usize].pages;
        number
    }

    /// The same words, which can be read and no longer be asked for.
    fn without_numbers(self) -> Self {
        Words { texts: self.texts, all: self.all, ..Words::default() }
    }
}

/// Reads pages one after the other.
#[derive(Default)]
struct Reader {
    words: Words,
    /// For each word the number of the last page that has it, counted from one.
    last: Vec<u32>,
    pages: u32,
    /// The words of the page that is being read.
    own: Vec<u32>,
    stretches: Vec<Stretch>,
}

impl Reader {
    fn read(&mut self, document: &Document, passages: &Passages) -> Page {
        let stemmer = Stemmer::of(document.lang);
        self.pages += 1;
        self.field(document.title, stemmer, Field::Title, WHOLE_PAGE);
        for synonym in &document.synonyms {
            self.field(synonym, stemmer, Field::Synonym, WHOLE_PAGE);
        }
        self.field(document.summary, stemmer, Field::Summary, WHOLE_PAGE);
        for piece in &passages.pieces {
            let section = &document.sections[piece.section];
            if piece.start == 0 {
                self.field(section.heading, stemmer, Field::Heading, piece.passage);
            }
            self.field(&section.text[piece.start..piece.end], stemmer, Field::Body, piece.passage);
        }
        let page = Page { words: self.own.as_slice().into(), stretches: self.stretches.clone() };
        self.own.clear();
        self.stretches.clear();
        page
    }

    fn field(&mut self, text: &str, stemmer: Stemmer, field: Field, passage: u8) {
        let Reader { words, last, pages, own, stretches } = self;
        each_word(text, |word, _| {
            // A chain of hyphens counts as one more word of the text, not as its parts again.
            let number = words.number(word, stemmer);
            let place = number as usize;
            if place >= last.len() {
                last.push(0);
            }
            if last[place] != *pages {
                last[place] = *pages;
                words.all[place].pages += 1;
            }
            own.push(number);
        });
        stretches.push(Stretch { end: size(own.len()), field, passage });
    }
}

/// A number of things, as all files have it.
pub(crate) fn size(number: usize) -> u32 {
    u32::try_from(number).expect("fewer than four thousand million")
}
