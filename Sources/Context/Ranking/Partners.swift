/// Which tests belong to which files, by their names: `test_core.py` and `core.py`.
struct Partners {
    /// For each file, the others.
    private(set) var partners: [Int: [Int]] = [:]

    /// Pairs of a test and a file of its name beyond which only files next to a test are looked at.
    private static let mostPairs = 20_000

    init(_ corpus: Corpus) {
        var sources: [String: [Int]] = [:]
        var tests: [String: [Int]] = [:]
        for (index, file) in corpus.files.enumerated() {
            switch file.kind {
            case .source: sources[Self.stem(of: file.path), default: []].append(index)
            case .test: tests[Self.testStem(of: file.path), default: []].append(index)
            default: continue
            }
        }
        for (stem, tests) in tests {
            guard let candidates = sources[stem] else { continue }
            let isCrowd = candidates.count * tests.count > Self.mostPairs
            let byFolder =
                isCrowd
                ? Dictionary(grouping: candidates) { Self.folder(of: corpus.files[$0].path[...]) } : [:]
            for test in tests {
                let path = corpus.files[test].path
                let folder = Self.folder(of: path[...])
                let near =
                    isCrowd ? byFolder[folder] ?? byFolder[Self.folder(of: folder)] ?? [] : candidates
                let best = Self.nearest(near, to: path, in: corpus)
                guard best.count <= 3 else { continue }
                for source in best {
                    partners[test, default: []].append(source)
                    partners[source, default: []].append(test)
                }
            }
        }
    }

    private static func folder(of path: Substring) -> Substring {
        path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    }

    /// Those that share most folders with the test.
    private static func nearest(_ candidates: [Int], to path: String, in corpus: Corpus) -> [Int] {
        guard candidates.count > 1 else { return candidates }
        let folders = Set(path.split(separator: "/").dropLast())
        let shared = candidates.map { file in
            corpus.files[file].path.split(separator: "/").dropLast().count { folders.contains($0) }
        }
        let most = shared.max() ?? 0
        return zip(candidates, shared).filter { $0.1 == most }.map(\.0)
    }

    static func stem(of path: String) -> String {
        let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        return String(name.prefix { $0 != "." }).lowercased().filter { $0 != "_" && $0 != "-" }
    }

    /// The name of what a test is for.
    static func testStem(of path: String) -> String {
        var stem = stem(of: path)
        for ending in ["tests", "test", "specs", "spec"] where stem.hasSuffix(ending) && stem != ending {
            stem.removeLast(ending.count)
            return stem
        }
        if stem.hasPrefix("test"), stem != "test", stem != "tests" { stem.removeFirst(4) }
        return stem
    }
}
