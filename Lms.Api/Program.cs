using Lms.Api.CommandLine;

return await LmsCommand.RunAsync(args);
