using Lectern.LocalHost;

return await LocalHostCommand.RunAsync(args);
