//! The engine as WebAssembly with its JavaScript glue: cargo, then wasm-bindgen, then wasm-opt.
//!
//! wasm-bindgen is linked as a library, so that its version cannot drift from that of the crate in `Cargo.lock`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::{arrangement, command, imports, profile, repository, rustc};

/// The Rust target of the engine.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// What Node 20 and every browser since 2023 run. `--all-features` output is refused by Node 20.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-simd",
];

/// What a release inlines: little, but for calls that are among the hottest of the profile, at 95 % of all that is counted, which LLVM weighs by what they
/// cost and save; nothing where the profile saw no call (docs/performance.md).
const INLINING: [&str; 4] = [
    "--inline-threshold=25",
    "--inlinehint-threshold=75",
    "--inline-cold-callsite-threshold=0",
    "-profile-summary-cutoff-hot=950000",
];

/// What a release moves out of its functions, into some of their own: pieces that the profile hardly ever saw run and that are worth a call. V8 compiles a function
/// as a whole when it is called for the first time, and tests call most of them hardly more often (docs/performance.md).
const SPLITTING: [&str; 3] = ["-hot-cold-split=true", "-hotcoldsplit-max-params=14", "-hotcoldsplit-threshold=20"];

/// What wasm-opt is not to put back: such pieces, and functions that are large and have one caller.
const KEPT_APART: [&str; 2] = ["--no-inline=*.cold.*", "--one-caller-inline-max-function-size=40"];

/// Values were not counted; and functions that have changed since are no news.
const QUIET: [&str; 2] = ["-disable-vp", "-no-pgo-warn-mismatch"];

/// The sections in which an engine that counts does so; the linker knows where each starts and stops.
const COUNTERS: [&str; 2] = ["data", "names"];

/// How cargo compiles the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What is shipped: optimized by rustc, with the profile, and by wasm-opt.
    Release,
    /// A release that counts how often everything runs, for the profile.
    Counting,
    /// With debug assertions and the `panic` export that the tests of the boundary need.
    Debug,
}

/// Writes `engine.js`, `engine.d.ts` and `engine_bg.wasm` into `folder`.
pub fn build(kind: Kind, folder: &Path) -> Result<()> {
    let module = compile(kind)?;
    bind(&module, folder)?;
    admit_other_realms(&folder.join("engine.js"))?;
    if kind != Kind::Counting {
        number(folder)?;
    }
    if kind == Kind::Release {
        profile::check(&module)?;
        optimize(&folder.join("engine_bg.wasm"))?;
    }
    Ok(())
}

fn compile(kind: Kind) -> Result<PathBuf> {
    install_target()?;
    let mut arguments = ["rustc", "--quiet", "--lib", "--crate-type", "cdylib", "--target", TARGET].map(str::to_owned).to_vec();
    let folder = folder(kind);
    if kind != Kind::Debug {
        let flags = format!("target.{TARGET}.rustflags={:?}", flags(kind)?);
        arguments.extend(["--release".to_owned(), "--config".to_owned(), flags]);
    }
    arguments.extend(["--target-dir".to_owned(), folder.to_string_lossy().into_owned(), "--".to_owned()]);
    arguments.extend(exports(kind).iter().map(|name| format!("-Clink-arg=--export={name}")));
    let mut cargo = command::command(&repository::root(), "cargo", &arguments);
    if kind != Kind::Debug {
        rustc::replace(&mut cargo)?;
    }
    if kind == Kind::Counting {
        // The stable compiler counts only with a library that it has not for WebAssembly; leaving that away is not stable.
        cargo.env("RUSTC_BOOTSTRAP", "1");
    }
    command::wait(cargo)?;
    Ok(folder.join(TARGET).join(if kind == Kind::Debug { "debug" } else { "release" }).join("dynatab.wasm"))
}

/// The flags for all crates of a release, beside those of `.cargo/config.toml`.
fn flags(kind: Kind) -> Result<Vec<String>> {
    // The profile knows functions by the symbols of this scheme, which a compiler that lets us use what is not stable makes by itself.
    let mut flags = vec!["-Csymbol-mangling-version=v0".to_owned()];
    let for_llvm = if kind == Kind::Counting {
        flags.extend([rustc::COUNTING, "-Zno-profiler-runtime"].map(str::to_owned));
        // Values are counted by a function of the library; names are read from memory.
        vec!["-disable-vp", "-enable-name-compression=false"]
    } else {
        flags.extend(profile::flags()?);
        [&INLINING[..], &SPLITTING, &QUIET].concat()
    };
    flags.extend(for_llvm.iter().map(|flag| format!("-Cllvm-args={flag}")));
    Ok(flags)
}

/// What the linker is to export beside the engine's own functions.
fn exports(kind: Kind) -> Vec<String> {
    // The boundary puts the stack pointer back after a trap (npm/src/instance.js).
    let mut names = vec!["__stack_pointer".to_owned()];
    if kind == Kind::Counting {
        names.extend(COUNTERS.iter().flat_map(|section| ["start", "stop"].map(|edge| format!("__{edge}___llvm_prf_{section}"))));
    }
    names
}

/// Where cargo keeps what it compiles. What counts has a folder of its own: every crate is compiled otherwise.
fn folder(kind: Kind) -> PathBuf {
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository::at("target"), PathBuf::from);
    if kind == Kind::Counting { folder.join("profile") } else { folder }
}

/// Installs the WebAssembly target of the toolchain where rustup manages it; elsewhere cargo says what is missing.
pub fn install_target() -> Result<()> {
    let installed = command::output("rustc", &["--print", "target-libdir", "--target", TARGET])?;
    if Path::new(installed.trim()).exists() {
        return Ok(());
    }
    command::run("rustup", &["target", "add", TARGET])
}

fn bind(module: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("engine").web(true)?;
    // The way to the module differs by platform: npm/src passes it in.
    bindgen.omit_default_module_path(true).remove_name_section(false).remove_producers_section(true).keep_lld_exports(true);
    fs::write(folder.join("package.json"), "{ \"type\": \"module\" }\n")?;
    bindgen.generate(folder).with_context(|| format!("wasm-bindgen cannot read {}", module.display()))?;
    Ok(())
}

/// A module may come from another realm, as when tests of Jest are handed one from outside: it is none to the `instanceof` of wasm-bindgen, which would compile it.
fn admit_other_realms(glue: &Path) -> Result<()> {
    const ASKED: &str = "(module instanceof WebAssembly.Module)";
    let text = fs::read_to_string(glue)?;
    ensure!(text.contains(ASKED), "{} does not ask what a module is as it used to", glue.display());
    fs::write(glue, text.replace(ASKED, r#"(Object.prototype.toString.call(module) === "[object WebAssembly.Module]")"#))?;
    Ok(())
}

/// What only counts has several times as many imports, and is not shipped.
fn number(folder: &Path) -> Result<()> {
    let [glue, bound] = ["engine.js", "engine_bg.wasm"].map(|name| folder.join(name));
    let (numbered, module) = imports::numbered(&fs::read_to_string(&glue)?, &fs::read(&bound)?);
    fs::write(glue, numbered)?;
    fs::write(bound, module)?;
    Ok(())
}

fn optimize(module: &Path) -> Result<()> {
    wasm_opt(module, &[&KEPT_APART[..], &["-O3", "--strip-debug", "--strip-producers"]].concat())?;
    fs::write(module, arrangement::named(&fs::read(module)?)?)?;
    wasm_opt(module, &["--reorder-functions-by-name", "--strip-debug"])
}

fn wasm_opt(module: &Path, passes: &[&str]) -> Result<()> {
    let module = module.to_string_lossy();
    let optimizer = repository::at("npm/node_modules/binaryen/bin/wasm-opt");
    let optimizer = optimizer.to_string_lossy();
    let mut arguments = vec![&*optimizer, &*module, "-o", &*module];
    arguments.extend(passes);
    arguments.extend(FEATURES);
    command::run("node", &arguments)
}
