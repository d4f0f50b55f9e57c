import TestSupport
import Testing

@testable import Context

@Suite struct PackedTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `what is written is read again`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var numbers: [Int] = []
        for _ in 0..<50 {
            let shift = Int.random(in: 1...62, using: &generator)
            numbers.append(Int.random(in: 0...(Int.max >> shift), using: &generator))
        }
        var writer = PackedWriter()
        for number in numbers {
            writer.append(number)
            writer.append(text: "\(number)é")
            writer.append(word: UInt64(number) << 1)
        }
        writer.bytes.withUnsafeBytes { bytes in
            var reader = PackedReader(bytes)
            for number in numbers {
                #expect(reader.integer() == number)
                #expect(reader.text() == "\(number)é")
                #expect(reader.word() == UInt64(number) << 1)
            }
            #expect(reader.isAtEnd)
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `damaged bytes give something, and come to an end`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 0...200, using: &generator)
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes.withUnsafeBytes { bytes in
            #expect(TreeFiles(packed: bytes, generation: 0).files.count <= 200)
            #expect(Touch(packed: bytes).terms.count <= 200)
            var count = 0
            PostingList.forEach(bytes) { _, _ in count += 1 }
            #expect(count <= 200)
        }
    }
}
