import JSON
import TestSupport
import Testing

/// A command that prints far more than is kept.
@Suite struct RunOutputTests {
    private static let gibibyte = 1 << 30
    private static let (head, tail) = (1 << 20, 3 << 20)

    let place: RunPlace

    init() throws {
        place = try RunPlace([
            "loud": """
            steps:
              - id: shout
                run: |
                  printf begin
                  head -c \(Self.gibibyte - 8) /dev/zero | tr '\\0' x
                  printf end
              # Its parent is the process that has taken in all of it.
              - {id: memory, run: "grep VmHWM: /proc/$PPID/status"}
            """
        ])
    }

    @Test func `of a gibibyte of output the beginning and the end are kept, in little memory`() throws {
        let run = try place.start("loud")
        let shown = try place.autowrk("show", run, "--step", "shout", "--json").stdout
        let step = try JSON(parsing: String(shown.dropLast()))["step"]
        #expect(step?["status"]?.stringValue == "completed")
        #expect(step?["output_bytes"]?.integerValue == Int64(Self.gibibyte))
        let output = Array(try place.autowrk("show", run, "--step", "shout", "--output").stdout.utf8)
        let notice = "\n[… \(Self.gibibyte - Self.head - Self.tail) bytes left out …]\n"
        let expected =
            "begin" + String(repeating: "x", count: Self.head - 5) + notice
            + String(repeating: "x", count: Self.tail - 3) + "end"
        #expect(output.count == expected.utf8.count)
        // Not compared as texts: nobody wants to read the difference.
        let isKept = output.elementsEqual(expected.utf8)
        #expect(isKept)
        let memory = try place.autowrk("show", run, "--step", "memory", "--output").stdout
        let kibibytes = try #require(memory.split(separator: " ").dropLast().last.flatMap { Int($0) })
        #expect(kibibytes < 150_000)
    }
}
