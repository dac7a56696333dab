//! A script's words and signs → its variables, each with the places where it stands.
//!
//! As much of the language as the client's modules use: blocks, functions, arrows, loops, and what their declarations
//! take apart. A declaration ends with `;`.

use std::collections::BTreeMap;

/// A variable, and where it stands.
#[derive(Debug)]
pub(crate) struct Variable<'a> {
    /// As it is written.
    pub(crate) name: &'a str,
    /// Where another variable of this name would hide it, or be hidden: from one place to another.
    pub(crate) scope: (usize, usize),
    /// All places in order, its declaration among them.
    pub(crate) at: Vec<usize>,
}

/// Finds all variables, those of wider scopes first; `is_name` tells which marks are names of variables, `is_block` which
/// braces hold statements.
pub(crate) fn variables<'a>(marks: &[&'a str], is_name: impl Fn(usize) -> bool, is_block: impl Fn(usize) -> bool) -> Vec<Variable<'a>> {
    let (starts, ends) = brackets(marks);
    let reader = Reader { marks, starts, ends, is_block };
    let mut scopes: Vec<(usize, usize)> = vec![(0, marks.len())];
    scopes.extend((0..marks.len()).filter_map(|at| reader.scope(at)));
    scopes.sort_by_key(|(from, to)| (*from, std::cmp::Reverse(*to)));
    // For each place the innermost scope, and for each scope the one around it.
    let (mut innermost, mut around) = (vec![0; marks.len()], vec![0; scopes.len()]);
    for (scope, (from, to)) in scopes.iter().enumerate().skip(1) {
        around[scope] = innermost[*from];
        innermost[*from..marks.len().min(to + 1)].fill(scope);
    }
    let mut found: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for at in (0..marks.len()).flat_map(|at| reader.declared(at)).filter(|at| is_name(*at)) {
        found.entry((innermost[at], marks[at])).or_default();
    }
    for at in (0..marks.len()).filter(|at| is_name(*at)) {
        let own = std::iter::successors(Some(innermost[at]), |scope| (*scope > 0).then(|| around[*scope]));
        let declared = own.map(|scope| (scope, marks[at])).find(|key| found.contains_key(key));
        if let Some(places) = declared.and_then(|key| found.get_mut(&key)) {
            places.push(at);
        }
    }
    found.into_iter().map(|((scope, name), at)| Variable { name, scope: scopes[scope], at }).collect()
}

/// For each closing bracket its start, and for each opening one its end.
fn brackets(marks: &[&str]) -> (Vec<Option<usize>>, Vec<usize>) {
    let (mut starts, mut ends) = (vec![None; marks.len()], vec![marks.len(); marks.len()]);
    let mut open = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        match *mark {
            "{" | "(" | "[" => open.push(at),
            "}" | ")" | "]" => {
                if let Some(from) = open.pop() {
                    starts[at] = Some(from);
                    ends[from] = at;
                }
            }
            _ => {}
        }
    }
    (starts, ends)
}

struct Reader<'a, 'b, F> {
    marks: &'b [&'a str],
    starts: Vec<Option<usize>>,
    ends: Vec<usize>,
    is_block: F,
}

impl<F: Fn(usize) -> bool> Reader<'_, '_, F> {
    fn mark(&self, at: usize) -> &str {
        self.marks.get(at).copied().unwrap_or("")
    }

    fn opens(&self, at: usize) -> bool {
        matches!(self.mark(at), "{" | "(" | "[")
    }

    /// The scope that begins here.
    fn scope(&self, at: usize) -> Option<(usize, usize)> {
        let before = at.checked_sub(1).map_or("", |before| self.mark(before));
        match self.mark(at) {
            "{" if (self.is_block)(at) && before != "=>" && !self.is_body(at) => Some((at, self.ends[at])),
            "(" => {
                let after = self.ends[at] + 1;
                match self.mark(after) {
                    "=>" => Some((at, self.body(after + 1))),
                    _ if before == "for" => Some((at, self.statement(after))),
                    "{" if (self.is_block)(after) && !matches!(before, "if" | "while" | "switch") => Some((at, self.ends[after])),
                    _ => None,
                }
            }
            own if self.mark(at + 1) == "=>" && own != ")" => Some((at, self.body(at + 2))),
            _ => None,
        }
    }

    /// Whether the block here is that of a function, whose scope begins with its parameters.
    fn is_body(&self, at: usize) -> bool {
        let open = at.checked_sub(1).and_then(|before| self.starts[before]);
        open.is_some_and(|open| !open.checked_sub(1).is_some_and(|before| matches!(self.mark(before), "if" | "for" | "while" | "switch")))
    }

    /// The end of an arrow's body.
    fn body(&self, from: usize) -> usize {
        if self.mark(from) == "{" && (self.is_block)(from) {
            return self.ends[from];
        }
        let (mut at, mut questions) = (from, 0);
        loop {
            match self.mark(at) {
                "" | "," | ")" | "]" | "}" | ";" => return at - 1,
                "?" if self.mark(at + 1) == "?" => at += 1,
                "?" => questions += 1,
                ":" if questions == 0 => return at - 1,
                ":" => questions -= 1,
                _ if self.opens(at) => at = self.ends[at],
                _ => {}
            }
            at += 1;
        }
    }

    /// The end of a loop's statement.
    fn statement(&self, from: usize) -> usize {
        let mut at = from;
        loop {
            match self.mark(at) {
                "" | ";" | "}" => return at,
                "{" if (self.is_block)(at) && self.mark(self.ends[at] + 1) != "else" => return self.ends[at],
                _ if self.opens(at) => at = self.ends[at],
                _ => {}
            }
            at += 1;
        }
    }

    /// The places of all names that are declared by what stands here.
    fn declared(&self, at: usize) -> Vec<usize> {
        let mut found = Vec::new();
        match self.mark(at) {
            "let" | "const" => self.bindings(at + 1, &mut found),
            "function" | "class" => found.push(at + 1),
            "(" if self.scope(at).is_some() && at.checked_sub(1).is_none_or(|before| self.mark(before) != "for") => {
                self.bindings(at + 1, &mut found);
            }
            "=>" if self.mark(at - 1) != ")" => found.push(at - 1),
            _ => {}
        }
        found
    }

    /// The names in a list of declarations or parameters, of which some are taken apart and some have a default.
    fn bindings(&self, from: usize, found: &mut Vec<usize>) {
        let mut at = from;
        loop {
            while self.mark(at) == "..." {
                at += 1;
            }
            match self.mark(at) {
                "" | ")" | "]" | "}" | ";" => return,
                "{" | "[" => {
                    self.bindings(at + 1, found);
                    at = self.ends[at] + 1;
                }
                "," => {}
                _ if self.mark(at + 1) == ":" => {
                    at += 2;
                    continue;
                }
                _ => {
                    found.push(at);
                    at += 1;
                }
            }
            if self.mark(at) == "=" {
                at = self.initial(at + 1);
            }
            if self.mark(at) != "," {
                return;
            }
            at += 1;
        }
    }

    /// Behind the value that a declaration begins with.
    fn initial(&self, from: usize) -> usize {
        let mut at = from;
        while !matches!(self.mark(at), "" | "," | ")" | "]" | "}" | ";") {
            at = if self.opens(at) { self.ends[at] + 1 } else { at + 1 };
        }
        at
    }
}
