//! A module with all that it imports → one classic script, for a site that is read from a folder, where browsers load no
//! modules.
//!
//! Each module becomes a function that runs when it is first asked for, so that what is imported late runs late. Only the
//! lines with `import` and `export` are read; the rest stays as it is written.

use std::collections::{BTreeMap, BTreeSet};

/// The scripts that no other imports, each with what it needs.
pub(super) fn classic(modules: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Unportable> {
    let read: BTreeMap<&str, Module> =
        modules.iter().map(|(name, text)| Ok((name.as_str(), read(name, text)?))).collect::<Result<_, Unportable>>()?;
    let imported: BTreeSet<&str> = read.values().flat_map(|module| module.needs.iter().map(String::as_str)).collect();
    let roots = read.keys().filter(|name| !imported.contains(*name));
    roots.map(|name| Ok(((*name).to_owned(), script(name, &read)?))).collect()
}

/// What cannot be done without modules, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unportable {
    /// The script's name.
    pub(super) script: String,
    /// The line, as it is written.
    pub(super) line: String,
}

#[derive(Default)]
struct Module {
    /// With `import` and `export` taken out.
    body: String,
    /// The scripts that it imports.
    needs: Vec<String>,
    /// (script, name) of all that it takes from others.
    takes: Vec<(String, String)>,
    /// (name outside, name inside) of all that it gives.
    gives: Vec<(String, String)>,
}

fn read(name: &str, text: &str) -> Result<Module, Unportable> {
    let mut module = Module::default();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let failed = || Unportable { script: name.to_owned(), line: line.to_owned() };
        if ["import ", "import{", "import\"", "import'"].iter().any(|start| line.starts_with(start)) {
            let statement = whole(line, &mut lines, |text| text.contains(['"', '\'']));
            let import = import(&statement, &mut module).ok_or_else(failed)?;
            module.body.push_str(&import);
        } else if line.starts_with("export {") || line.starts_with("export{") {
            let statement = whole(line, &mut lines, |text| text.contains('}'));
            let inside = statement.split_once('{').and_then(|(_, rest)| rest.split_once('}')).ok_or_else(failed)?;
            if !inside.1.trim().trim_end_matches(';').is_empty() {
                return Err(failed());
            }
            module.gives.extend(names(inside.0).map(|(inner, outer)| (outer, inner)));
        } else if let Some(rest) = line.strip_prefix("export ") {
            let (outer, inner, code) = export(rest).ok_or_else(failed)?;
            module.gives.push((outer, inner));
            module.body.push_str(&code);
        } else {
            module.body.push_str(line);
        }
        module.body.push('\n');
    }
    module.needs.extend(late(&module.body).map(str::to_owned));
    Ok(module)
}

/// A statement that may go over several lines.
fn whole<'a>(first: &str, lines: &mut impl Iterator<Item = &'a str>, ends: impl Fn(&str) -> bool) -> String {
    let mut statement = first.to_owned();
    while !ends(&statement) {
        let Some(line) = lines.next() else { break };
        statement.push_str(line);
    }
    statement
}

/// `import { a as b } from "./x.js";` → `const {a:b}=$import("x.js");`
fn import(statement: &str, module: &mut Module) -> Option<String> {
    let rest = statement.strip_prefix("import")?;
    let (clause, from) = rest.split_once(['"', '\''])?;
    let script = from.split_once(['"', '\''])?.0.strip_prefix("./")?.to_owned();
    let call = format!("$import(\"{script}\")");
    module.needs.push(script.clone());
    let clause = clause.trim();
    if clause.is_empty() {
        return Some(format!("{call};"));
    }
    let clause = clause.strip_suffix("from")?.trim();
    if let Some(name) = clause.strip_prefix("* as ") {
        return Some(format!("const {}={call};", name.trim()));
    }
    let (default, named) = clause.split_once('{').map_or((clause, ""), |(default, named)| (default, named.trim_end_matches('}')));
    let default = default.trim().trim_end_matches(',').trim();
    let mut taken: Vec<(String, String)> = names(named).collect();
    if !default.is_empty() {
        taken.push(("default".to_owned(), default.to_owned()));
    }
    let list: Vec<String> = taken.iter().map(|(outer, inner)| format!("{outer}:{inner}")).collect();
    module.takes.extend(taken.into_iter().map(|(outer, _)| (script.clone(), outer)));
    Some(format!("const {{{}}}={call};", list.join(",")))
}

/// `a, b as c` → (a, a), (b, c)
fn names(list: &str) -> impl Iterator<Item = (String, String)> + '_ {
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| match name.split_once(" as ") {
        Some((first, second)) => (first.trim().to_owned(), second.trim().to_owned()),
        None => (name.to_owned(), name.to_owned()),
    })
}

/// What follows `export ` → (name outside, name inside, the code without it).
fn export(rest: &str) -> Option<(String, String, String)> {
    let (default, code) = rest.strip_prefix("default ").map_or((false, rest), |code| (true, code));
    let declared = ["async function* ", "async function ", "function* ", "function ", "class ", "const ", "let ", "var "]
        .iter()
        .find_map(|keyword| code.strip_prefix(keyword))
        .map(|after| after.chars().take_while(|letter| letter.is_alphanumeric() || "_$".contains(*letter)).collect::<String>())
        .filter(|name| !name.is_empty());
    match (default, declared) {
        (true, Some(name)) => Some(("default".to_owned(), name, code.to_owned())),
        (true, None) => Some(("default".to_owned(), "$default".to_owned(), format!("const $default={code}"))),
        (false, Some(name)) => Some((name.clone(), name, code.to_owned())),
        (false, None) => None,
    }
}

/// Scripts that are imported when they are needed: `import("./x.js")`.
fn late(body: &str) -> impl Iterator<Item = &str> {
    body.split("import(").skip(1).filter_map(|rest| rest.get(1..)?.split_once(['"', '\''])?.0.strip_prefix("./"))
}

fn script(root: &str, modules: &BTreeMap<&str, Module>) -> Result<String, Unportable> {
    let mut parts = Vec::new();
    gather(root, modules, &mut Vec::new(), &mut parts)?;
    let mut script = String::from("(()=>{\n\"use strict\";\nconst $modules={\n");
    for name in &parts {
        let module = &modules[name.as_str()];
        let body = module.body.replace("import(\"./", "$late(\"").replace("import('./", "$late('");
        let gives: Vec<String> = module.gives.iter().map(|(outer, inner)| format!("{outer}:{inner}")).collect();
        script.push_str(&format!("\"{name}\":()=>{{\n{body}return{{{}}}\n}},\n", gives.join(",")));
    }
    script.push_str("};\nconst $made={};\nconst $import=(name)=>$made[name]??=$modules[name]();\n");
    script.push_str("const $late=async(name)=>$import(name);\n");
    script.push_str(&format!("$import(\"{root}\");\n}})();\n"));
    Ok(script)
}

/// What a script needs, itself first. A circle, or a name that nobody gives, cannot work.
fn gather<'a>(
    name: &'a str,
    modules: &'a BTreeMap<&str, Module>,
    open: &mut Vec<&'a str>,
    parts: &mut Vec<String>,
) -> Result<(), Unportable> {
    if parts.iter().any(|part| part == name) {
        return Ok(());
    }
    parts.push(name.to_owned());
    open.push(name);
    let module = &modules[name];
    for needed in &module.needs {
        let failed = || Unportable { script: name.to_owned(), line: format!("import … \"./{needed}\"") };
        let (key, found) = modules.get_key_value(needed.as_str()).ok_or_else(failed)?;
        let known = |(script, outer): &&(String, String)| script != needed || found.gives.iter().any(|(given, _)| given == outer);
        let early = module.takes.iter().any(|(script, _)| script == needed);
        if !module.takes.iter().all(|taken| known(&taken)) || (early && open.contains(key)) {
            return Err(failed());
        }
        gather(key, modules, open, parts)?;
    }
    open.pop();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(modules: &[(&str, &str)]) -> Result<BTreeMap<String, String>, Unportable> {
        classic(&modules.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn a_script_brings_what_it_imports() {
        let found = made(&[
            ("a.js", "import { one as first } from \"./b.js\";\nconst late = () => import(\"./c.js\");\nfirst();"),
            ("b.js", "export function one() {}\nconst two = 2;\nexport { two as pair };"),
            ("c.js", "import everything, { pair } from './b.js';\nexport default { pair };"),
        ]);
        assert_eq!(found.as_ref().err().map(|failed| failed.line.as_str()), Some("import … \"./b.js\""), "b.js gives no default");
        let found = made(&[
            ("a.js", "import { one as first } from \"./b.js\";\nconst late = () => import(\"./c.js\");\nfirst();"),
            ("b.js", "export function one() {}\nconst two = 2;\nexport { two as pair };"),
            ("c.js", "import { pair } from './b.js';\nexport default { pair };"),
        ])
        .expect("it can be made");
        assert_eq!(found.keys().collect::<Vec<_>>(), ["a.js"]);
        expect_test::expect![[r#"
            (()=>{
            "use strict";
            const $modules={
            "a.js":()=>{
            const {one:first}=$import("b.js");
            const late = () => $late("c.js");
            first();
            return{}
            },
            "b.js":()=>{
            function one() {}
            const two = 2;

            return{one:one,pair:two}
            },
            "c.js":()=>{
            const {pair:pair}=$import("b.js");
            const $default={ pair };
            return{default:$default}
            },
            };
            const $made={};
            const $import=(name)=>$made[name]??=$modules[name]();
            const $late=async(name)=>$import(name);
            $import("a.js");
            })();
        "#]]
        .assert_eq(&found["a.js"]);
    }

    #[test]
    fn what_cannot_be_taken_apart_is_said() {
        let line = |modules: &[(&str, &str)]| made(modules).expect_err("it cannot be made").line;
        assert_eq!(line(&[("a.js", "export * from \"./b.js\";")]), "export * from \"./b.js\";");
        assert_eq!(line(&[("a.js", "export const { a } = b;")]), "export const { a } = b;");
        assert_eq!(line(&[("a.js", "import { a } from \"https://x.example/a.js\";")]), "import { a } from \"https://x.example/a.js\";");
        assert_eq!(
            line(&[
                ("a.js", "import { b } from \"./b.js\";\nexport const a = b;"),
                ("b.js", "import { a } from \"./a.js\";\nexport const b = a;"),
                ("c.js", "import { a } from \"./a.js\";")
            ]),
            "import … \"./a.js\""
        );
    }
}
