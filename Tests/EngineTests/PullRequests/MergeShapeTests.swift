import Domain
import Engine
import Git
import TestSupport
import Testing

/// Whatever the history looks like, a merge gives the files that Git's own commands give.
@Suite struct MergeShapeTests {
    /// Histories by name: scripts that begin at `main` with one commit, and end with `fix/it` to be merged.
    static let shapes = [
        "fast-forward": PullRequestPlace.ahead,
        "diverged": """
        \(PullRequestPlace.ahead)
        echo other > other; git add other; git commit --quiet -m other
        """,
        "same change on both sides": """
        \(PullRequestPlace.ahead)
        git checkout --quiet fix/it; echo more > more; git add more; git commit --quiet -m more
        git checkout --quiet main; echo fixed > README; git commit --quiet -am 'fixed here, too'
        """,
        "several commits, renames": """
        seq 1 60 > long; git add long; git commit --quiet -m long
        git checkout --quiet -b fix/it; git mv long renamed; git commit --quiet -m rename
        sed -i s/^50$/fifty/ renamed; git commit --quiet -am fifty
        git checkout --quiet main; sed -i s/^2$/two/ long; git commit --quiet -am two
        """,
        "merges of the base": """
        \(PullRequestPlace.ahead)
        echo other > other; git add other; git commit --quiet -m other
        git checkout --quiet fix/it; git merge --quiet -m 'take main' main
        echo more > more; git add more; git commit --quiet -m more
        git checkout --quiet main; echo last > last; git add last; git commit --quiet -m last
        """,
        "criss-cross": """
        seq 1 30 > long; git add long; git commit --quiet -m long
        git checkout --quiet -b fix/it; sed -i s/^3$/three/ long; git commit --quiet -am three
        git checkout --quiet main; sed -i s/^28$/x/ long; git commit --quiet -am x
        git branch one; git merge --quiet -m m1 fix/it
        git checkout --quiet fix/it; git merge --quiet -m m2 one
        sed -i s/^15$/fifteen/ long; git commit --quiet -am fifteen
        git checkout --quiet main; echo other > other; git add other; git commit --quiet -m other
        """,
        "modes and links": """
        echo run > run; ln -s README link; git add .; git commit --quiet -m files
        git checkout --quiet -b fix/it; chmod +x run; ln -sf run link; git commit --quiet -am modes
        git checkout --quiet main; echo other > other; git add other; git commit --quiet -m other
        """,
        "a submodule's commit": """
        git init --quiet ../inner; git -C ../inner commit --quiet --allow-empty -m one
        git -C ../inner commit --quiet --allow-empty -m two
        git update-index --add --cacheinfo 160000,$(git -C ../inner rev-parse HEAD~1),inner
        git commit --quiet -m inner; git checkout --quiet -b fix/it
        git update-index --cacheinfo 160000,$(git -C ../inner rev-parse HEAD),inner
        git commit --quiet -m 'inner two'
        git checkout --quiet main; echo other > other; git add other; git commit --quiet -m other
        """,
        "line ends by attributes": """
        printf '*.txt text eol=crlf\\n' > .gitattributes; printf 'a\\r\\nb\\r\\nc\\r\\n' > t.txt
        git add .; git commit --quiet -m lines
        git checkout --quiet -b fix/it; printf 'a\\r\\nB\\r\\nc\\r\\n' > t.txt; git commit --quiet -am B
        git checkout --quiet main; printf 'a\\r\\nb\\r\\nc\\r\\nd\\r\\n' > u.txt; git add .; git commit --quiet -m u
        """,
        "paths that are not UTF-8": """
        f=$(printf 'caf\\351'); echo old > "$f"; git add .; git commit --quiet -m latin
        git checkout --quiet -b fix/it; echo new > "$f"; mkdir "d$f"; echo x > "d$f/$f"; git add .
        git commit --quiet -m 'change latin'
        git checkout --quiet main; echo other > other; git add other; git commit --quiet -m other
        """,
        "a folder in the place of a file": """
        echo a > thing; git add .; git commit --quiet -m thing
        git checkout --quiet -b fix/it; git rm --quiet thing; mkdir thing; echo b > thing/b; git add .
        git commit --quiet -m folder
        git checkout --quiet main; echo other > other; git add other; git commit --quiet -m other
        """,
        "an empty commit": """
        git checkout --quiet -b fix/it; git commit --quiet --allow-empty -m nothing
        echo fixed > README; git commit --quiet -am fixed
        git checkout --quiet main; echo other > other; git add other; git commit --quiet -m other
        """,
    ]

    /// What a person would type, in a copy of the repository.
    private static let commands: [PullRequestMerge.Method: String] = [
        .merge: "git merge --quiet --no-ff -m merge fix/it",
        .squash: "git merge --quiet --squash fix/it >/dev/null; git commit --quiet -m squash",
        .rebase: "git checkout --quiet fix/it; git rebase --quiet main; git checkout --quiet -B main fix/it",
    ]

    @Test(
        arguments: shapes.keys.sorted(), [PullRequestMerge.Method.merge, .squash, .rebase])
    func `a merge gives the files that Git gives`(shape: String, method: PullRequestMerge.Method) throws {
        let place = try PullRequestPlace(Self.shapes[shape] ?? "false")
        try place.shell("cp -r . ../expected")
        let expected = PullRequestPlace("expected", of: place)
        try expected.shell(Self.commands[method] ?? "false")

        try place.create()
        #expect(try place.mergeability().outcome == .clean)
        let tree = try expected.git("rev-parse", "main^{tree}")
        let report = try place.merge(method)
        #expect(report.state.status == .merged)
        #expect(report.state.merge?.content.method == method)
        #expect(try place.git("rev-parse", "main^{tree}") == tree)
        #expect(try place.git("rev-parse", "main") == report.state.merge?.content.commit)
        // The files and the index went along, and nothing else did.
        #expect(try place.git("status", "--porcelain", "--ignore-submodules") == "")
        if method == .rebase {
            let format = "--format=%s %an %ae %at %T"
            #expect(try place.git("log", format, "main") == expected.git("log", format, "main"))
        }
        try place.expectSound()
    }
}
