//! The engine as WebAssembly with its JavaScript glue: cargo, then wasm-bindgen, then wasm-opt.
//!
//! wasm-bindgen is linked as a library, so that its version cannot drift from that of the crate in `Cargo.lock`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{arrangement, command, imports, repository};

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

/// The release is compiled for size, which inlines hardly anything. With this it is within a tenth of the speed of `opt-level = 3`, at five
/// sixths of its size; what says `#[inline]`, which all of the standard library does, is not worth more than the rest (docs/performance.md).
const INLINING: [&str; 2] = ["-C", "llvm-args=--inline-threshold=150 --inlinehint-threshold=150"];

/// How cargo compiles the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// What is shipped: optimized by rustc and wasm-opt.
    Release,
    /// With debug assertions and the `panic` export that the tests of the boundary need.
    Debug,
}

/// Writes `engine.js`, `engine.d.ts` and `engine_bg.wasm` into `folder`.
pub fn build(profile: Profile, folder: &Path) -> Result<()> {
    let module = compile(profile)?;
    bind(&module, folder)?;
    if profile == Profile::Release {
        optimize(&folder.join("engine_bg.wasm"))?;
    }
    Ok(())
}

fn compile(profile: Profile) -> Result<PathBuf> {
    install_target()?;
    let mut arguments = vec!["rustc", "--quiet", "--lib", "--crate-type", "cdylib", "--target", TARGET];
    if profile == Profile::Release {
        arguments.push("--release");
    }
    // The boundary puts the stack pointer back after a trap (npm/src/instance.js).
    arguments.extend(["--", "-C", "link-arg=--export=__stack_pointer"]);
    if profile == Profile::Release {
        arguments.extend(INLINING);
    }
    command::run("cargo", &arguments)?;
    let folder = if profile == Profile::Release { "release" } else { "debug" };
    Ok(target_folder().join(TARGET).join(folder).join("dynatab.wasm"))
}

/// Installs the WebAssembly target of the toolchain where rustup manages it; elsewhere cargo says what is missing.
pub fn install_target() -> Result<()> {
    let installed = command::output("rustc", &["--print", "target-libdir", "--target", TARGET])?;
    if Path::new(installed.trim()).exists() {
        return Ok(());
    }
    command::run("rustup", &["target", "add", TARGET])
}

fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository::at("target"), PathBuf::from)
}

fn bind(module: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("engine").web(true)?;
    // The way to the module differs by platform: npm/src passes it in.
    bindgen.omit_default_module_path(true).remove_name_section(false).remove_producers_section(true).keep_lld_exports(true);
    fs::write(folder.join("package.json"), "{ \"type\": \"module\" }\n")?;
    bindgen.generate(folder).with_context(|| format!("wasm-bindgen cannot read {}", module.display()))?;
    let [glue, bound] = ["engine.js", "engine_bg.wasm"].map(|name| folder.join(name));
    let (numbered, module) = imports::numbered(&fs::read_to_string(&glue)?, &fs::read(&bound)?);
    fs::write(glue, numbered)?;
    fs::write(bound, module)?;
    Ok(())
}

fn optimize(module: &Path) -> Result<()> {
    wasm_opt(module, &["-O3", "--strip-debug", "--strip-producers"])?;
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
