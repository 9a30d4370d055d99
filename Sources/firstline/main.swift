import Operator

await FirstlineCommand.main()
