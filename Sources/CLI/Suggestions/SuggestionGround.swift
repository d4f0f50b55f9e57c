import Engine
import Git
import Platform
import Suggestions
import Templates
import Verification

/// What suggestions stand on: the repository, the machine, and what can be called there.
struct SuggestionGround {
    /// The commit that runs start from.
    let base: ObjectID
    /// The user's working directory; nil in a bare repository.
    let here: String?
    let machine: Machine
    let names: CommandNames
    /// What recipes are given where the task does not say it.
    let known: [String: String]
    private let places: UserPlaces
    private let branches: Set<String>
    private let tags: Set<String>

    /// Looks at the repository that the program was started in.
    init(_ session: borrowing Session, _ repository: borrowing Repository) throws(Failure) {
        base = try RunBase.commit(nil, in: repository, to: "suggest anything")
        here = repository.workingDirectory.map {
            $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0
        }
        let settings = try session.configuration(of: repository)
        let tree: ObjectID
        do throws(GitError) {
            tree = try repository.commit(base).tree
            branches = Set(try Self.names(under: "refs/heads/", repository))
            tags = Set(try Self.names(under: "refs/tags/", repository))
        } catch { throw Failure(error) }
        let files = TreeFiles(of: tree, in: repository)
        var machine = Machine()
        let environment = session.environment
        machine.system = Self.system
        machine.shell = Programs.path(of: "bash", in: environment) == nil ? "sh" : "bash"
        machine.programs = ProgramList.read(Templates.programs).filter {
            Programs.path(of: $0, in: environment) != nil
        }
        machine.defaultBranch = try RunBase.branch(in: repository, settings) ?? ""
        machine.currentBranch = (try? PullRequestBranches.current(in: repository)) ?? ""
        machine.remotes = settings.names(between: "remote.", and: ".url").sorted()
        machine.endings = files.endings
        machine.topFiles = files.top
        let plan = try? CheckPlan(of: tree, in: repository, tables: BuiltInTables.read)
        machine.checks = (plan?.checks ?? []).prefix(20).map { ($0.name, String($0.command.prefix(200))) }
        if here != nil { machine.changedFiles = Self.changedFiles(session) }
        places = UserPlaces(here: here, files: files.paths)
        machine.startedIn = places.folder
        self.machine = machine
        let remote =
            settings.string("branch.\(machine.currentBranch).remote")
            ?? (machine.remotes.contains("origin") || machine.remotes.count != 1
                ? "origin" : machine.remotes[0])
        known = [
            "default-branch": machine.defaultBranch, "current-branch": machine.currentBranch,
            "remote": machine.remotes.contains(remote) ? remote : "",
        ].filter { !$0.value.isEmpty }
        let (paths, top) = (files.paths, here)
        names = CommandNames(
            isProgram: { Programs.path(of: $0, in: environment) != nil },
            isFile: { path in
                if path.hasPrefix("/") { return Files.exists(path) }
                let plain = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
                return paths.contains(plain) || top.map { Files.exists("\($0)/\(plain)") } ?? false
            })
    }

    /// Puts values into recipes for a task.
    func filling(
        for task: String, given: [String: String], _ repository: borrowing Repository
    ) -> RecipeFilling {
        let words = RecipeFilling.words(of: task)
        var revisions: Set<String> = []
        for word in words where (try? repository.peel(revision: word)) != nil { revisions.insert(word) }
        return RecipeFilling(
            given: given, known: known,
            names: [
                .branch: branches, .tag: tags, .revision: revisions, .remote: Set(machine.remotes),
                .path: Set(words.filter(places.isThere)),
            ], fromTop: { [places] in places.fromTop($0) })
    }

    /// Whether what a recipe needs is there.
    func has(_ recipe: Recipe) -> Bool {
        recipe.programs.allSatisfy { names.has($0) }
            && (recipe.files.isEmpty || recipe.files.contains { machine.topFiles.contains($0) })
            && (here != nil || recipe.steps.allSatisfy { $0.place == .copy })
    }

    private static func names(
        under prefix: String, _ repository: borrowing Repository
    ) throws(GitError) -> [String] {
        try repository.references(under: prefix).map { String($0.name.dropFirst(prefix.count)) }
    }

    /// As os-release(5) has it.
    private static var system: String {
        let text = (try? Files.read("/etc/os-release", atMost: 1 << 14)) ?? []
        let line = String(decoding: text, as: UTF8.self).split(separator: "\n").first {
            $0.hasPrefix("PRETTY_NAME=")
        }
        return line.map { $0.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" } } ?? "a POSIX system"
    }

    private static func changedFiles(_ session: borrowing Session) -> Int? {
        let question = ChildCommand(
            ["git", "--no-optional-locks", "status", "--porcelain"], environment: session.environment,
            timeLimit: .seconds(5))
        guard let answer = try? question.run(), answer.succeeded else { return nil }
        return answer.output.count { $0 == 0x0A }
    }
}

/// The files of a tree, as far as a large one is looked at.
private struct TreeFiles {
    var paths: Set<String> = []
    private(set) var top: [String] = []
    private var counts: [String: Int] = [:]

    private static let mostFiles = 20_000
    private static let mostShown = 60

    init(of tree: ObjectID, in repository: borrowing Repository) {
        var folders = [("", tree)]
        while let (folder, id) = folders.popLast(), paths.count < Self.mostFiles {
            for entry in (try? repository.tree(id)) ?? [] {
                let path = folder + entry.name
                if entry.mode == .tree {
                    folders.append((path + "/", entry.id))
                    continue
                }
                paths.insert(path)
                if folder.isEmpty { top.append(entry.name) }
                if let point = entry.name.lastIndex(of: "."), point != entry.name.startIndex {
                    counts[String(entry.name[entry.name.index(after: point)...]), default: 0] += 1
                }
            }
        }
        top = Array(top.prefix(Self.mostShown))
    }

    /// The most frequent endings first.
    var endings: [(ending: String, count: Int)] {
        Array(
            counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.prefix(8).map {
                ($0.key, $0.value)
            })
    }
}
