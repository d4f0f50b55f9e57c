import Git

/// A file of an indexed tree.
struct TreeFile: Equatable, Sendable {
    /// From the top of the tree; parts that are no UTF-8 have U+FFFD.
    var path: String
    var kind: FileKind
    /// The number of its content in the index; 0 for what is not read.
    var blob: Int
}

/// The files of one tree, in the order of their paths.
struct TreeFiles: Equatable, Sendable {
    var files: [TreeFile] = []
    /// Of the numbers that the contents have; see ``ContextIndex/generation()``.
    var generation: Int64 = 0

    /// One row's worth of bytes.
    var packed: [UInt8] {
        var writer = PackedWriter()
        writer.append(files.count)
        for file in files {
            writer.append(text: file.path)
            writer.append(byte: file.kind.rawValue)
            writer.append(file.blob)
        }
        return writer.bytes
    }

    init(files: [TreeFile] = [], generation: Int64 = 0) {
        (self.files, self.generation) = (files, generation)
    }

    init(packed: UnsafeRawBufferPointer, generation: Int64) {
        self.generation = generation
        var reader = PackedReader(packed)
        let count = reader.integer()
        files.reserveCapacity(min(count, packed.count))
        while files.count < count, !reader.isAtEnd {
            let path = reader.text()
            let kind = FileKind(rawValue: reader.byte()) ?? .opaque
            files.append(TreeFile(path: path, kind: kind, blob: reader.integer()))
        }
    }
}
