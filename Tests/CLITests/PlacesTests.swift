import TestSupport
import Testing

/// Where a command may be started, and what a repository may be like.
@Suite struct PlacesTests {
    let clone: Clone

    init() throws { clone = try Clone() }

    private let append = ["journal", "append", "--stream", "task/1", "--type", "task_added"]

    @Test func `outside of a repository commands say so`() throws {
        for arguments in [append, ["log"], ["export"], ["sync"], ["init"], ["doctor"], ["fsck"], ["gc"]] {
            let outcome = try clone.sandbox.autowrk(arguments)
            #expect(outcome.status == 2)
            #expect(outcome.stdout == "")
            #expect(outcome.stderr == "error: not a git repository (or any of the parent directories)\n")
        }
        #expect(try clone.sandbox.autowrk("version").status == 0)
        #expect(try clone.sandbox.snapshot(of: "home").keys.sorted() == [".gitconfig"])
    }

    @Test func `all ways into a repository lead to one journal`() throws {
        let sandbox = clone.sandbox
        try sandbox.git("worktree", "add", "--quiet", "--detach", sandbox.path("linked"), in: clone.path)
        #expect(try sandbox.run(["mkdir", "-p", "a/b"], in: clone.path).status == 0)
        var ids = [try clone.append()]
        func record(_ outcome: CommandOutcome) {
            #expect(outcome.status == 0)
            #expect(outcome.stderr == "")
            ids.append(String(outcome.stdout.dropLast()))
        }
        record(try sandbox.autowrk(append, in: "linked"))
        record(try sandbox.autowrk(append, in: "\(clone.path)/a/b"))
        record(try sandbox.autowrk(append, in: "\(clone.path)/.git"))
        record(try sandbox.autowrk(append, environment: ["GIT_DIR": clone.path + "/.git"]))
        record(try sandbox.autowrk(append, environment: ["GIT_DIR": clone.path + "/.git/worktrees/linked"]))
        record(try sandbox.gitOutcome(["-C", clone.path, "autowrk"] + append))
        record(try sandbox.gitOutcome(["--git-dir", clone.path + "/.git", "autowrk"] + append))
        record(try sandbox.gitOutcome(["-C", "linked", "autowrk"] + append))
        #expect(try clone.exportedIDs() == ids)
        #expect(try Clone("linked", in: sandbox).exportedIDs() == ids)
        #expect(
            try sandbox.git("for-each-ref", "refs/autowrk", in: clone.path).split(separator: "\n").count == 1)
        try clone.expectSound()
        try sandbox.git("worktree", "remove", "--force", sandbox.path("linked"), in: clone.path)
        #expect(try clone.exportedIDs() == ids)
    }

    @Test func `a bare repository has a journal`() throws {
        let bare = Clone(try clone.sandbox.bareRepository(), in: clone.sandbox)
        let id = try bare.append()
        #expect(try bare.exportedIDs() == [id])
        #expect(try bare.autowrk("gc").status == 0)
        #expect(try bare.autowrk("fsck").status == 0)
        #expect(try bare.autowrk("doctor").status == 0)
    }

    @Test(arguments: ["unborn", "detached", "on a broken branch"])
    func `a head of any kind will do`(head: String) throws {
        let place: Clone
        switch head {
        case "unborn": place = Clone(try clone.sandbox.repository("unborn"), in: clone.sandbox)
        case "detached":
            try clone.sandbox.git("checkout", "--quiet", "--detach", in: clone.path)
            place = clone
        default:
            try clone.sandbox.write(clone.path + "/.git/HEAD", "ref: refs/heads/no/such\n")
            place = clone
        }
        let id = try place.append()
        #expect(try place.exportedIDs() == [id])
        for command in ["log", "fsck", "gc", "doctor", "init"] {
            let outcome = try place.autowrk(command)
            #expect(outcome.status == 0, "\(command): \(outcome.stderr)")
        }
    }

    @Test(arguments: ["with space", "ünï/ćødé", "日本語", "-dash", "it's \"quoted\" $HOME", "line\nfeed"])
    func `folders and files may be called anything`(name: String) throws {
        let sandbox = clone.sandbox
        let place = Clone(try sandbox.repository("x/\(name)"), in: sandbox)
        try sandbox.commit("first", files: ["a \(name).txt": "attached\n"], in: place.path)
        let origin = try sandbox.bareRepository("remotes/\(name).git")
        try sandbox.git("remote", "add", "origin", origin, in: place.path)
        let outcome = try place.autowrk(
            "journal", "append", "--stream", "task/1", "--type", "task_added", "--attach",
            "file=a \(name).txt")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.autowrk("init").status == 0)
        #expect(try place.autowrk("sync").status == 0)
        #expect(try place.autowrk("gc").status == 0)
        #expect(try place.autowrk("fsck").status == 0)
        try sandbox.git("push", "--quiet", "origin", "main", in: place.path)
        let other = Clone(try sandbox.clone(from: origin, to: "y/\(name)"), in: sandbox)
        #expect(try other.autowrk("init").status == 0)
        #expect(try other.export() == place.export())
    }

    @Test func `attachments come back from plain git, byte for byte`() throws {
        let make = """
            head -c 300000 /dev/urandom > big.bin; printf '\\000\\377\\r\\n' > odd; : > empty
            echo '* text eol=crlf' > .gitattributes; printf 'a\\nb\\n' > text
            """
        #expect(try clone.shell(make).status == 0)
        let outcome = try clone.autowrk(
            "journal", "append", "--stream", "prd/1", "--type", "prd_drafted", "--attach", "big.bin=big.bin",
            "--attach", "deep/er/odd=odd", "--attach", "ünï cødé=empty", "--attach", "text=text", "-m",
            "a draft")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        let lane = try clone.lane()
        #expect(try clone.sandbox.git("log", "-1", "--format=%s", lane, in: clone.path) == "a draft")
        for (name, file) in [
            ("big.bin", "big.bin"), ("deep/er/odd", "odd"), ("ünï cødé", "empty"), ("text", "text"),
        ] {
            let compared = try clone.shell("git cat-file blob '\(lane):\(name)' | cmp - \(file)")
            #expect(compared.status == 0, "\(name): \(compared.stdout)")
        }
        #expect(try clone.sandbox.git("show", "\(lane):text", in: clone.path) == "a\nb")
        #expect(try clone.autowrk("fsck").status == 0)
        try clone.expectSound()
    }

    @Test func `a folder of somebody else is worked in where Git says that it is safe`() throws {
        let id = try clone.append()
        _ = try clone.sandbox.run(["chmod", "-R", "a+rwX", clone.sandbox.path])
        let asNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups git-autowrk export"
        let refused = try clone.shell(asNobody)
        #expect(refused.status == 2)
        #expect(refused.stderr.hasPrefix("error: the repository belongs to somebody else"))
        try clone.sandbox.git("config", "--global", "safe.directory", "*")
        #expect(try clone.shell(asNobody).stdout.contains(id))
    }
}
