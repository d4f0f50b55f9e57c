import Suggestions
import Templates
import Testing
import Workflow

/// The recipes that come with the program: each can be read, is a workflow, and is found by what people say.
@Suite struct RecipeTests {
    static let book = Result { () throws(RecipeError) in try RecipeBook(Templates.recipes) }
    static let names = Templates.recipes.keys.sorted()

    static let filling = RecipeFilling(
        known: ["default-branch": "main", "current-branch": "topic"],
        names: [
            .branch: ["main", "topic", "feature/login"], .tag: ["v1.0", "v1.1"],
            .revision: ["main", "v1.0", "v1.1", "HEAD", "abc1234"],
        ])

    private func alternatives(for task: String, given: [String: String] = [:]) throws -> [Alternative] {
        try Self.book.get().alternatives(for: task, filling: Self.filling, atMost: 3) { _ in true }
    }

    @Test func `there are many, and no two are called the same`() throws {
        let recipes = try Self.book.get().recipes
        #expect(recipes.count >= 25)
        #expect(Set(recipes.map(\.title)).count == recipes.count)
    }

    @Test(arguments: names)
    func `a recipe explains itself, and its inputs stand outside of quotes`(name: String) throws {
        let recipe = try Recipe(name: name, yaml: try #require(Templates.recipes[name]))
        #expect(recipe.title.first?.isLowercase ?? false)
        #expect(!recipe.title.hasSuffix("."))
        #expect(!recipe.words.isEmpty)
        for step in recipe.steps {
            #expect(!step.explanation.isEmpty)
            #expect(!step.name.hasSuffix("."))
            for script in step.scripts {
                for input in recipe.inputs where script.contains("${{ inputs.\(input.name) }}") {
                    #expect(!script.contains("'${{ inputs.\(input.name)"), "\(script)")
                    #expect(!script.contains("\"${{ inputs.\(input.name)"), "\(script)")
                }
                // Whatever begins with '${{' is an input of the recipe.
                var rest = script
                for input in recipe.inputs { rest = rest.replacing("${{ inputs.\(input.name) }}", with: "") }
                #expect(!rest.contains("${{"), "\(script)")
            }
        }
        for input in recipe.inputs {
            let mark = "${{ inputs.\(input.name) }}"
            #expect(recipe.steps.contains { $0.scripts.contains { $0.contains(mark) } }, "\(input.name)")
        }
    }

    @Test(arguments: names)
    func `a recipe with hostile values is a valid workflow`(name: String) throws {
        let recipe = try Recipe(name: name, yaml: try #require(Templates.recipes[name]))
        let hostile = "a'b\"c$(touch pwned)`x`;\n${{ y }} -rf"
        let given = Dictionary(
            uniqueKeysWithValues: recipe.inputs.map { ($0.name, $0.kind == .number ? "3" : hostile) })
        let alternatives = RecipeBook([recipe]).alternatives(
            for: recipe.title, filling: RecipeFilling(given: given), atMost: 1, where: { _ in true })
        let alternative = try #require(alternatives.first)
        #expect(alternative.missing.isEmpty)
        let text = WorkflowText.text(of: alternative, for: recipe.title, here: "/w")
        let (definition, diagnostics) = Definition.read(
            Array(text.utf8), name: "x", catalogue: Catalogue())
        #expect(diagnostics.isEmpty, "\(text)")
        #expect(definition?.steps.count == recipe.steps.count)
    }

    @Test(arguments: [
        ("undo the last commit", "undo-last-commit"), ("uncommit but keep my changes", "undo-last-commit"),
        ("undo my last commit, keeping changes", "undo-last-commit"),
        ("squash the last 3 commits", "squash-last-commits"),
        ("combine last two commits", "squash-last-commits"),
        ("change the commit message to 'Fix it'", "change-last-message"),
        ("reword the last commit message 'x'", "change-last-message"),
        ("split the last commit", "split-last-commit"),
        ("find the commit that introduced 'parseInt('", "find-commit-by-text"),
        ("which commit added the text \"foo bar\"", "find-commit-by-text"),
        ("delete merged branches", "clean-merged-branches"),
        ("clean up old branches", "clean-merged-branches"),
        ("rename this branch to feature/x everywhere", "rename-branch"),
        ("bisect from v1.0 with 'make test'", "bisect"), ("tag a release v2.0", "release-tag"),
        ("create a release tag v2.0", "release-tag"),
        ("show what changed between v1.0 and v1.1", "changes-between-tags"),
        ("draft a changelog", "changelog-draft"), ("write release notes", "changelog-draft"),
        ("find large files in the history", "large-files-in-history"),
        ("what are the biggest files in the repository", "large-files-in-history"),
        ("set up a worktree for feature/login", "add-worktree"), ("stash my changes", "stash-changes"),
        ("unstage everything", "unstage-everything"),
        ("stop tracking config/local.yml", "stop-tracking-file"),
        ("rebase on main", "rebase-on-default-branch"),
        ("update my branch from main", "rebase-on-default-branch"),
        ("cherry-pick abc1234", "cherry-pick"), ("revert abc1234", "revert-commit"),
        ("restore the deleted file src/a.c", "restore-deleted-file"), ("list TODOs", "list-todos"),
        ("who contributed most", "contributors"), ("recover lost commits", "find-lost-commits"),
        ("move the last 2 commits to a new branch called fix/x", "move-commits-to-new-branch"),
        ("start a new branch called fix/y", "new-branch"), ("show the history of src/a.c", "file-history"),
        ("which files change most often", "frequently-changed-files"), ("run all tests", "run-checks"),
        ("run tests of changed go files", "test-changed-go"),
        ("update npm dependencies", "update-npm-dependencies"),
        ("upgrade rust crates", "update-cargo-dependencies"),
        ("format and lint python", "format-and-lint-python"),
        ("show what my branch changes", "review-my-branch"),
        ("merge main into this branch", "merge-branch"),
    ])
    func `what people say finds its recipe first`(task: String, recipe: String) throws {
        let found = try alternatives(for: task)
        #expect(found.first?.origin == .recipe(recipe), "\(found.map { ($0.origin, $0.fit) })")
    }

    @Test(arguments: [
        "translate the README into French", "deploy to production", "fly to the moon", "", "the of and",
        "explain quantum physics", "add dark mode",
    ])
    func `what no recipe is for finds none`(task: String) throws {
        #expect(try alternatives(for: task).map(\.origin) == [])
    }

    @Test func `values are taken from the task, and what is missing is named`() throws {
        func commands(_ task: String) throws -> [String] {
            try #require(try alternatives(for: task).first).steps.map(\.command)
        }
        #expect(try commands("squash the last four commits")[1].contains("git reset --soft HEAD~4\n"))
        #expect(try commands("squash the last 12 commits")[1].contains("HEAD~12\n"))
        #expect(try commands("find the commit that added 'it''s'")[0].hasSuffix("-Sit"))
        #expect(try commands(#"find the commit that added "it's $x""#)[0].hasSuffix(#"-S'it'\''s $x'"#))
        #expect(
            try commands("move the last 2 commits to a new branch called fix/x")[1] == "git branch fix/x")
        #expect(try commands("show what changed between v1.0 and v1.1")[1] == "git diff --stat -M v1.0 v1.1")
        #expect(try commands("show changes between tag v1.0 and now")[1] == "git diff --stat -M v1.0 HEAD")
        let missing = try #require(try alternatives(for: "find the commit that introduced a text").first)
        #expect(missing.missing == ["text": "the text, in quotes"])
        // An option is no name, and a number has to be one.
        #expect(
            try #require(try alternatives(for: "start a new branch called --force").first).missing["name"]
                != nil)
        let zero = RecipeFilling(given: ["count": "1; rm -rf ."])
        let book = try Self.book.get()
        let squash = book.alternatives(for: "squash last commits", filling: zero, atMost: 1) { _ in true }
        #expect(squash.first?.missing["count"] != nil)
    }

    @Test(arguments: [
        ("undo the last commit", "undo-last-commit", true),
        ("please undo the last commit", "undo-last-commit", true),
        ("uncommit", "undo-last-commit", true),
        ("merge main into this branch", "clean-merged-branches", false),
        ("cleaning up merged branches", "clean-merged-branches", true),
        ("branches merged", "clean-merged-branches", false),
        ("the", "undo-last-commit", false),
        ("undo", "nosuch", false),
    ])
    func `what changes something is asked for by a word for it`(task: String, recipe: String, isAsked: Bool)
        throws
    {
        #expect(try Self.book.get().isAsked(for: recipe, by: task) == isAsked)
    }

    @Test func `names behind the word for what they name are found, and small words are none`() throws {
        func title(_ task: String) throws -> String { try #require(try alternatives(for: task).first).title }
        #expect(
            try title("move the last 2 commits to the new branch fixes")
                == "move the last 2 commits to the new branch fixes")
        #expect(try title("start a new branch login from main") == "start the new branch login from main")
        #expect(
            try title("rename branch topic to other")
                == "rename the branch topic to other here and at the remote")
        #expect(try title("rename this branch") == "rename the branch topic to <name> here and at the remote")
    }

    @Test func `a recipe whose needs are not there is left out`() throws {
        let found = try Self.book.get().alternatives(
            for: "update npm dependencies", filling: Self.filling, atMost: 3
        ) { $0.files.isEmpty }
        #expect(!found.contains { $0.origin == .recipe("update-npm-dependencies") })
    }

    @Test(arguments: [
        ("title: x\nsteps: []\nsteep: 1\n", "line 3, column 1: unknown key 'steep' in 'a recipe'"),
        ("title: x\n", "line 1, column 1: there are no 'steps'"),
        ("steps: [{name: a, command: b}]\n", "line 1, column 1: there is no 'title'"),
        ("title: x\nsteps: [{name: a}]\n", "line 2, column 9: a step needs a 'name' and a 'command'"),
        (
            "title: x\nsteps: [{name: a, command: b, where: moon}]\n",
            "line 2, column 38: 'where' is none of here, copy"
        ),
        ("title: [x]\n", "line 1, column 8: 'title' is not a text"),
        ("- a\n", "line 1, column 1: 'a recipe' is not a mapping"),
    ])
    func `what is wrong with a recipe is said with its place`(text: String, message: String) {
        let error = #expect(throws: RecipeError.self) { try Recipe(name: "r", yaml: Array(text.utf8)) }
        #expect(error?.description == "recipe 'r': \(message)")
    }
}
