import Domain
import Testing

struct StackFrameTests {
    private func frames(_ text: String) throws -> [String] {
        try references(inBlock(text)).frames.map { frame in
            "\(frame.language) \(frame.path ?? "-"):\(frame.line ?? 0) \(frame.function ?? "-") \(frame.distance)"
        }
    }

    @Test func `of Python, whose innermost call comes last`() throws {
        let trace = """
            Traceback (most recent call last):
              File "/app/run.py", line 3, in <module>
                main()
              File "/app/store.py", line 12, in Store.load
                return self.items[key]
                       ~~~~~~~~~~^^^^^
            KeyError: 'a'
            """
        #expect(try frames(trace) == ["python /app/run.py:3 - 1", "python /app/store.py:12 Store.load 0"])
        let errors = try references(inBlock(trace)).errors
        #expect(errors == [ErrorMessage(type: "KeyError", text: "'a'", issueLine: 8)])
    }

    @Test func `of Java and Kotlin, with the folders of the package`() throws {
        #expect(
            try frames(
                """
                Exception in thread "main" java.lang.IllegalStateException: no store
                \tat org.example.store.Store.load(Store.java:12)
                \tat app//org.example.MainKt$main$1.invoke(Main.kt:5)
                \tat java.base/java.lang.Thread.run(Native Method)
                Caused by: java.io.IOException
                \tat org.example.Disk.read(Disk.java:7)
                """) == [
                    "java org/example/store/Store.java:12 org.example.store.Store.load 0",
                    "java org/example/Main.kt:5 org.example.MainKt$main$1.invoke 1",
                    "java -:0 java.lang.Thread.run 2",
                    "java org/example/Disk.java:7 org.example.Disk.read 0",
                ])
    }

    @Test func `of JavaScript and TypeScript`() throws {
        #expect(
            try frames(
                """
                TypeError: Cannot read properties of undefined (reading 'id')
                    at Store.load [as get] (/app/src/store.ts:12:5)
                    at async file:///app/run.mjs:3:1
                    at Object.<anonymous> (webpack:///./src/index.js:1:2)
                load@http://localhost:3000/src/store.js?v=1:7:9
                """) == [
                    "javascript /app/src/store.ts:12 Store.load 0",
                    "javascript /app/run.mjs:3 - 1",
                    "javascript src/index.js:1 Object.<anonymous> 2",
                    "javascript src/store.js:7 load 3",
                ])
    }

    @Test func `of Go`() throws {
        #expect(
            try frames(
                """
                panic: runtime error: index out of range [3] with length 3

                goroutine 1 [running]:
                main.load(...)
                \t/app/store/store.go:12
                main.main()
                \t/app/main.go:7 +0x1d
                """) == ["go /app/store/store.go:12 - 0", "go /app/main.go:7 - 1"])
    }

    @Test func `of Rust`() throws {
        #expect(
            try frames(
                """
                thread 'main' panicked at src/store.rs:12:5:
                index out of bounds
                   2: store::load
                             at ./src/store.rs:12:5
                """) == ["rust src/store.rs:12 - 0", "rust src/store.rs:12 - 0"])
        #expect(
            try frames("thread 'main' panicked at 'no store', src/main.rs:3:9")
                == ["rust src/main.rs:3 - 0"])
        let errors = try references(
            "thread 'main' panicked at src/a.rs:1:2:\ncalled `unwrap()` on None\nnote: x"
        ).errors
        #expect(errors == [ErrorMessage(type: "panic", text: "called unwrap() on None", issueLine: 2)])
    }

    @Test func `of Ruby`() throws {
        #expect(
            try frames(
                """
                lib/store.rb:12:in `load': undefined method (NoMethodError)
                \tfrom lib/run.rb:3:in 'block in Store#run'
                \tfrom bin/app:1:in '<main>'
                """) == [
                    "ruby lib/store.rb:12 load 0", "ruby lib/run.rb:3 Store#run 1", "ruby bin/app:1 - 2",
                ])
    }

    @Test func `of PHP`() throws {
        #expect(
            try frames(
                """
                PHP Fatal error:  Uncaught TypeError: load(): Argument #1 in /app/src/Store.php:12
                Stack trace:
                #0 /app/src/run.php(3): App\\Store->load(NULL)
                #1 {main}
                """) == ["php /app/src/Store.php:12 - 0", "php /app/src/run.php:3 App\\Store->load 0"])
        #expect(
            try frames("Warning: Undefined variable $x in /app/a.php on line 4") == ["php /app/a.php:4 - 0"])
    }

    @Test func `of C#`() throws {
        #expect(
            try frames(
                """
                Unhandled exception. System.NullReferenceException: Object reference not set
                   at App.Store.Load(String name) in C:\\src\\Store.cs:line 12
                   at App.Program.Main()
                """) == ["csharp C:/src/Store.cs:12 App.Store.Load 0", "csharp -:0 App.Program.Main 1"])
    }

    @Test func `of Swift`() throws {
        #expect(
            try frames(
                """
                App/Store.swift:12: Fatal error: Index out of range
                0 [ra] Store.load() in app at /src/Sources/App/Store.swift:12:5
                1 0x00005555 main + 12 in app at /src/Sources/App/main.swift:3:1
                """) == [
                    "swift App/Store.swift:12 - 0",
                    "swift /src/Sources/App/Store.swift:12 Store.load() 1",
                    "swift /src/Sources/App/main.swift:3 main + 12 2",
                ])
    }

    @Test func `of gdb, lldb and the sanitizers`() throws {
        #expect(
            try frames(
                """
                ==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x602
                    #0 0x4f1 in load(char const*) /src/store.c:12:5
                    #1 0x7f2 in __libc_start_main (/lib/libc.so.6+0x29)
                SUMMARY: heap-use-after-free
                #1  0x0000555 in store_load (name=0x0) at src/store.c:12
                  * frame #0: 0x0000 app`store_load(name="a b") at store.c:12:5
                """) == [
                    "native /src/store.c:12 load 0", "native -:0 __libc_start_main 1",
                    "native src/store.c:12 store_load 0", "native store.c:12 store_load 1",
                ])
    }

    @Test func `of Elixir`() throws {
        #expect(
            try frames("    (store 0.1.0) lib/store.ex:12: Store.load/1\n    test/a_test.exs:3: (test)")
                == ["elixir lib/store.ex:12 Store.load 0", "elixir test/a_test.exs:3 - 1"])
    }

    @Test func `what is no file has no path`() throws {
        #expect(try frames("  File \"<stdin>\", line 1, in load") == ["python -:1 load 0"])
    }

    @Test func `a trace without a fence is one`() throws {
        let text =
            "It fails:\n\nTraceback (most recent call last):\n  File \"a/b.py\", line 3, in load\n    x\n"
        #expect(try references(text).frames.map(\.path) == ["a/b.py"])
        #expect(try references(text).paths.map(\.place) == [.trace])
    }
}
