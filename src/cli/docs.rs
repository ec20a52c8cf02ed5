//! The generated pages of the documentation: command line, settings, diagnostics. A test holds the files to them.

use clap::{Command, CommandFactory};

use crate::cli::args::{Cli, DocsPage};
use crate::config::KEYS;
use crate::deploy;
use crate::diagnostic::Code;

/// A page's text.
#[must_use]
pub(super) fn page(page: DocsPage) -> String {
    match page {
        DocsPage::Cli => cli(),
        DocsPage::Configuration => configuration(),
        DocsPage::Diagnostics => diagnostics(),
    }
}

fn cli() -> String {
    let mut text = "# Command line\n\nMade from the program's own definitions by `dateline docs cli`.\n".to_owned();
    let mut root = Cli::command().term_width(96);
    root.build();
    describe(&mut root, "dateline", &mut text);
    text
}

fn describe(command: &mut Command, path: &str, text: &mut String) {
    let help = command.render_help().to_string();
    let help: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    text.push_str(&format!("\n## `{path}`\n\n```text\n{}\n```\n", help.join("\n")));
    for sub in command.get_subcommands_mut().filter(|sub| !sub.is_hide_set()) {
        let path = format!("{path} {}", sub.get_name());
        describe(sub, &path, text);
    }
}

fn configuration() -> String {
    let mut text = "# Configuration\n\nThe settings of `site.yaml`, made from the program's own table by `dateline docs configuration`. \
        Every key may be left out; an unknown key is an error.\n\n| key | takes | default | what it does |\n|---|---|---|---|\n".to_owned();
    for key in KEYS {
        text.push_str(&format!("| `{}` | {} | {} | {} |\n", key.name, key.takes, key.default, key.about));
    }
    text.push_str("\n## Targets\n\nThe keys of `deploy.NAME`. [deploy.md](deploy.md) has each type step by step.\n");
    let every = ("every type", "Known to every target.", deploy::COMMON);
    let kinds = deploy::KINDS.iter().map(|kind| (kind.name, kind.about, kind.settings));
    for (name, about, settings) in kinds.chain([every]) {
        text.push_str(&format!(
            "\n### {name}\n\n{about}\n\n| key | takes | default | what it does |\n|---|---|---|---|\n"
        ));
        for setting in settings {
            text.push_str(&format!(
                "| `{}` | {} | {} | {} |\n",
                setting.key, setting.takes, setting.default, setting.about
            ));
        }
    }
    text
}

fn diagnostics() -> String {
    let mut text = "# Diagnostics\n\nEvery rule the tool can speak by, made from the program's own table by `dateline docs diagnostics`; \
        `dateline explain CODE` prints one. Codes that begin with E are errors: while one stands nothing is written. \
        Codes that begin with W are warnings, which `--strict` turns into errors, or advice, which `dateline check` alone tells and \
        `--strict` leaves alone. `--deny CODE` takes one for an error; `check: {CODE: off}` in `site.yaml` sets what each weighs on a site. \
        W7 rules speak once no error stands.\n".to_owned();
    for code in Code::ALL {
        let rule = code.rule();
        let (code, title) = (rule.code, rule.title);
        text.push_str(&format!(
            "\n## {code}: {title}\n\n{}\n\n```text\n{}\n```\n\nWhat to do: {}.\n",
            rule.explanation, rule.example, rule.remedy
        ));
    }
    text
}
