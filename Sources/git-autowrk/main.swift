import CLI
import Glibc
import Platform

exit(Program.run(Array(CommandLine.arguments.dropFirst()), environment: Environment.current()))
