import JSON
import TestSupport
import Testing

/// A way in which hooks of others stand in a repository.
struct HookSetupCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// Makes it in a repository.
    let script: String
    /// What `init` says about it.
    let layout: String
    /// Whether no hook in it ever says anything.
    let isSilent: Bool

    var testDescription: String { name }

    /// A hook that records its arguments and its input.
    private static func hook(_ path: String, mode: String = "755") -> String {
        """
        mkdir -p "$(dirname \(path))"
        printf '#!/bin/sh\\necho "${0##*/} $*" >>"$RECORD"\\ncase ${0##*/} in pre-push|post-rewrite) cat >>"$RECORD";; esac\\n' >\(path)
        chmod \(mode) \(path)

        """
    }

    private static let names = [
        "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "post-rewrite", "pre-push",
        "post-merge",
        "post-checkout", "pre-rebase", "reference-transaction",
    ]

    private static func hooks(in folder: String, mode: String = "755") -> String {
        names.map { hook("\(folder)/\($0)", mode: mode) }.joined()
    }

    /// Those that people make by hand.
    static let own = [
        HookSetupCase(name: "none", script: "true", layout: "files", isSilent: true),
        HookSetupCase(name: "own scripts", script: hooks(in: ".git/hooks"), layout: "files"),
        HookSetupCase(
            name: "core.hooksPath relative, tracked",
            script: hooks(in: ".githooks")
                + "git add .githooks; git commit -qm hooks; git config core.hooksPath .githooks",
            layout: "detour"),
        HookSetupCase(
            name: "core.hooksPath absolute",
            script: hooks(in: "../elsewhere") + "git config core.hooksPath \"$(cd ../elsewhere; pwd)\"",
            layout: "detour"),
        HookSetupCase(
            name: "core.hooksPath global",
            script: hooks(in: "~/hooks") + "git config --global core.hooksPath '~/hooks'", layout: "detour"),
        HookSetupCase(
            name: "core.hooksPath means the usual folder",
            script: hooks(in: ".git/hooks") + "git config core.hooksPath .git/hooks", layout: "files"),
        HookSetupCase(
            name: "not executable",
            script: hooks(in: ".git/hooks", mode: "644") + "git config advice.ignoredHook false",
            layout: "files", isSilent: true),
        HookSetupCase(
            name: "symbolic links",
            script: hooks(in: "scripts")
                + """
                git add scripts; git commit -qm scripts
                for name in post-commit pre-push post-rewrite; do ln -s ../../scripts/$name .git/hooks/$name; done
                ln -s "$PWD/scripts/post-merge" .git/hooks/post-merge
                ln -s nowhere .git/hooks/post-checkout
                """, layout: "files"),
        HookSetupCase(
            name: "a script that reads its neighbour",
            script: """
                echo 'echo "${0##*/} and its neighbour" >>"$RECORD"' >.git/hooks/common.sh
                printf '#!/bin/sh\\n. "$(dirname "$0")/common.sh"\\n' >.git/hooks/post-commit
                chmod 755 .git/hooks/post-commit
                """, layout: "files"),
        HookSetupCase(
            name: "the folder of hooks is a link",
            script: hooks(in: "scripts") + "rm -r .git/hooks; ln -s ../scripts .git/hooks", layout: "detour"),
        HookSetupCase(
            name: "no folder of hooks", script: "rm -r .git/hooks", layout: "files", isSilent: true),
        HookSetupCase(
            name: "a configuration without a last line feed",
            script: hooks(in: ".githooks") + "printf '[core]\\n\\thooksPath = .githooks' >>.git/config",
            layout: "detour"),
        HookSetupCase(
            name: "Husky 8",
            script: """
                mkdir -p .husky/_; echo '# husky' >.husky/_/husky.sh
                printf '#!/usr/bin/env sh\\n. "$(dirname -- "$0")/_/husky.sh"\\nnpx lint-staged\\n' >.husky/pre-commit
                cp .husky/pre-commit .husky/post-commit; chmod 755 .husky/p*
                git config core.hooksPath .husky
                """, layout: "detour"),
        HookSetupCase(
            name: "Husky 4",
            script: """
                printf '#!/bin/sh\\n# husky\\n. "$(dirname "$0")/husky.sh"\\n' >.git/hooks/post-commit
                cp .git/hooks/post-commit .git/hooks/pre-commit; chmod 755 .git/hooks/p*-commit
                echo 'npx husky-run "$(basename "$0")" "$*"' >.git/hooks/husky.sh
                """, layout: "files"),
        HookSetupCase(
            name: "Overcommit",
            script: """
                printf '#!/bin/sh\\n# overcommit\\nruby overcommit "$(basename "$0")" "$@"\\n' >.git/hooks/overcommit-hook
                chmod 755 .git/hooks/overcommit-hook
                for name in pre-commit commit-msg post-commit post-checkout post-rewrite; do
                    ln -s overcommit-hook .git/hooks/$name
                done
                """, layout: "files"),
        HookSetupCase(
            name: "simple-git-hooks",
            script: """
                printf '#!/bin/sh\\n[ "$SKIP_SIMPLE_GIT_HOOKS" = 1 ] && exit 0\\nnpx lint-staged\\n' >.git/hooks/pre-push
                chmod 755 .git/hooks/pre-push
                """, layout: "files"),
    ]

    /// Those of public repositories; none without the data.
    static let published: [HookSetupCase] = {
        guard ConformanceData.folder != nil, let text = try? ConformanceData.hookSetups(),
            let setups = (try? JSON(parsing: text))?.arrayValue
        else { return [] }
        return setups.map { HookSetupCase(published: $0) }
    }()

    private init(published setup: JSON) {
        let configuration = setup["git_config"]?.objectValue ?? [:]
        let files = (setup["worktree_files"]?.arrayValue ?? []) + (setup["git_dir_files"]?.arrayValue ?? [])
        name = setup["name"]?.stringValue ?? ""
        // Its tool was not run there.
        isSilent = name == "cocogitto"
        layout = configuration["core.hooksPath"] == nil ? "files" : "detour"
        script =
            files.map { file in
                let path = Self.quoted(file["path"]?.stringValue ?? "")
                return """
                    mkdir -p "$(dirname \(path))"
                    printf %s \(Self.quoted(file["content"]?.stringValue ?? "")) >\(path)
                    chmod \(file["mode"]?.stringValue ?? "644") \(path)

                    """
            }.joined()
            + "mkdir -p .git/info; git add --all; git commit --quiet --no-verify -m setup || true\n"
            + configuration.members.map { key, value in
                "git config \(key) \(Self.quoted(value.stringValue ?? ""))\n"
            }.joined()
    }

    init(name: String, script: String, layout: String, isSilent: Bool = false) {
        (self.name, self.script, self.layout, self.isSilent) = (name, script, layout, isSilent)
    }

    private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
