namespace Wisp.Modules.Clients;

internal sealed class ImportText;
