import CLI

Program.main()
