/// The texts that the tool fills in, byte for byte as they stand in `templates/`.
public enum Templates {
    /// The frame of the manual page git-autowrk(1), in roff.
    public static var manualPage: [UInt8] { PackageResources.git_autowrk_1 }

    /// The workflows that are built in, by their names.
    public static var workflows: [String: [UInt8]] {
        ["change": PackageResources.change_yml, "issue-to-pr": PackageResources.issue_to_pr_yml]
    }

    /// The files of the demonstration, by their paths in its folder; the repository is `ledger`.
    public static var demoFiles: [String: [UInt8]] {
        [
            "agent.sh": PackageResources.agent_sh, "issue.md": PackageResources.bug_md,
            "ledger/ledger.sh": PackageResources.ledger_sh, "ledger/test.sh": PackageResources.test_sh,
            "ledger/.autowrk/verify.yml": PackageResources.verify_yml,
        ]
    }

    /// What the demonstration shows: paragraphs, and commands that begin with `$ `.
    public static var demoTour: [UInt8] { PackageResources.tour_md }

    /// What is known of the checks of each ecosystem, in YAML, by its name.
    public static var verification: [String: [UInt8]] {
        [
            "bun": PackageResources.bun_yml,
            "cmake": PackageResources.cmake_yml,
            "dotnet": PackageResources.dotnet_yml,
            "elixir": PackageResources.elixir_yml,
            "go": PackageResources.go_yml,
            "gradle": PackageResources.gradle_yml,
            "make": PackageResources.make_yml,
            "maven": PackageResources.maven_yml,
            "meson": PackageResources.meson_yml,
            "npm": PackageResources.npm_yml,
            "php": PackageResources.php_yml,
            "pnpm": PackageResources.pnpm_yml,
            "python": PackageResources.python_yml,
            "ruby": PackageResources.ruby_yml,
            "rust": PackageResources.rust_yml,
            "swift": PackageResources.swift_yml,
            "yarn": PackageResources.yarn_yml,
        ]
    }

    /// Which models can be asked, what they take and what they cost, in YAML.
    public static var models: [UInt8] { PackageResources.models_yml }

    /// Which commands are dangerous, and how to find them in others, in YAML, by its name.
    public static var safety: [String: [UInt8]] {
        [
            "cloud": PackageResources.cloud_yml,
            "credentials": PackageResources.credentials_yml,
            "databases": PackageResources.databases_yml,
            "devices": PackageResources.devices_yml,
            "exfiltration": PackageResources.exfiltration_yml,
            "files": PackageResources.files_yml,
            "history": PackageResources.history_yml,
            "packages": PackageResources.packages_yml,
            "paths": PackageResources.paths_yml,
            "permissions": PackageResources.permissions_yml,
            "privilege": PackageResources.privilege_yml,
            "processes": PackageResources.processes_yml,
            "programs": PackageResources.programs_yml,
            "publishing": PackageResources.publishing_yml,
            "remote-code": PackageResources.remote_code_yml,
            "unknown": PackageResources.unknown_yml,
            "wrappers": PackageResources.wrappers_yml,
        ]
    }

    /// What a model is told that is to suggest commands.
    public static var suggestPrompt: [UInt8] { PackageResources.suggest_md }

    /// Programs that a model may want to use, if they are there: words, and remarks behind `#`.
    public static var programs: [UInt8] { PackageResources.programs_txt }

    /// Everyday tasks and how to do them, in YAML, by the names of their files.
    public static var recipes: [String: [UInt8]] {
        [
            "add-worktree": PackageResources.add_worktree_yml,
            "bisect": PackageResources.bisect_yml,
            "change-last-message": PackageResources.change_last_message_yml,
            "changelog-draft": PackageResources.changelog_draft_yml,
            "changes-between-tags": PackageResources.changes_between_tags_yml,
            "cherry-pick": PackageResources.cherry_pick_yml,
            "clean-merged-branches": PackageResources.clean_merged_branches_yml,
            "contributors": PackageResources.contributors_yml,
            "file-history": PackageResources.file_history_yml,
            "find-commit-by-text": PackageResources.find_commit_by_text_yml,
            "find-lost-commits": PackageResources.find_lost_commits_yml,
            "format-and-lint-go": PackageResources.format_and_lint_go_yml,
            "format-and-lint-javascript": PackageResources.format_and_lint_javascript_yml,
            "format-and-lint-python": PackageResources.format_and_lint_python_yml,
            "format-and-lint-rust": PackageResources.format_and_lint_rust_yml,
            "format-and-lint-swift": PackageResources.format_and_lint_swift_yml,
            "frequently-changed-files": PackageResources.frequently_changed_files_yml,
            "large-files-in-history": PackageResources.large_files_in_history_yml,
            "list-todos": PackageResources.list_todos_yml,
            "merge-branch": PackageResources.merge_branch_yml,
            "move-commits-to-new-branch": PackageResources.move_commits_to_new_branch_yml,
            "new-branch": PackageResources.new_branch_yml,
            "rebase-on-default-branch": PackageResources.rebase_on_default_branch_yml,
            "release-tag": PackageResources.release_tag_yml,
            "rename-branch": PackageResources.rename_branch_yml,
            "restore-deleted-file": PackageResources.restore_deleted_file_yml,
            "revert-commit": PackageResources.revert_commit_yml,
            "review-my-branch": PackageResources.review_my_branch_yml,
            "run-checks": PackageResources.run_checks_yml,
            "split-last-commit": PackageResources.split_last_commit_yml,
            "squash-last-commits": PackageResources.squash_last_commits_yml,
            "stash-changes": PackageResources.stash_changes_yml,
            "stop-tracking-file": PackageResources.stop_tracking_file_yml,
            "test-changed-go": PackageResources.test_changed_go_yml,
            "test-changed-javascript": PackageResources.test_changed_javascript_yml,
            "test-changed-python": PackageResources.test_changed_python_yml,
            "undo-last-commit": PackageResources.undo_last_commit_yml,
            "unstage-everything": PackageResources.unstage_everything_yml,
            "update-cargo-dependencies": PackageResources.update_cargo_dependencies_yml,
            "update-composer-dependencies": PackageResources.update_composer_dependencies_yml,
            "update-go-dependencies": PackageResources.update_go_dependencies_yml,
            "update-npm-dependencies": PackageResources.update_npm_dependencies_yml,
            "update-pnpm-dependencies": PackageResources.update_pnpm_dependencies_yml,
            "update-ruby-dependencies": PackageResources.update_ruby_dependencies_yml,
            "update-swift-dependencies": PackageResources.update_swift_dependencies_yml,
            "update-uv-dependencies": PackageResources.update_uv_dependencies_yml,
        ]
    }

    /// What agents are told about an issue.
    public static var issuePrompt: [UInt8] { PackageResources.issue_md }

    /// What the coding agent asks a model first, about an issue.
    public static var modelPrompt: [UInt8] { PackageResources.model_md }

    /// What the coding agent tells a model before anything else.
    public static var modelSystem: [UInt8] { PackageResources.model_system_md }

    /// What commands see in a sandbox, in YAML.
    public static var sandbox: [UInt8] { PackageResources.sandbox_yml }

    /// What keys of services look like, in YAML.
    public static var secrets: [UInt8] { PackageResources.secrets_yml }

    /// How agents are called that are known by name, by the names of their files.
    public static var agents: [String: [UInt8]] {
        [
            "aider": PackageResources.aider_yml, "claude": PackageResources.claude_yml,
            "codex": PackageResources.codex_yml, "gemini": PackageResources.gemini_yml,
            "opencode": PackageResources.opencode_yml,
        ]
    }
}
