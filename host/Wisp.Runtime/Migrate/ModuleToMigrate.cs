using System.Reflection;
using Wisp.Sdk;

namespace Wisp.Runtime.Migrate;

/// <summary>One module as the migrator sees it.</summary>
/// <param name="Id">The module's id.</param>
/// <param name="Required">Whether the host may run without it.</param>
/// <param name="Database">Its database, or <c>null</c>.</param>
/// <param name="Assembly">The assembly that holds its migrations.</param>
public sealed record ModuleToMigrate(string Id, bool Required, ModuleDatabase? Database, Assembly Assembly);

/// <summary>What migrating one module came to.</summary>
/// <param name="Id">The module's id.</param>
/// <param name="Required">Whether the host may run without it.</param>
/// <param name="Applied">Ids of the migrations that were applied now.</param>
/// <param name="Error">Why it failed, or <c>null</c>.</param>
public sealed record ModuleMigration(string Id, bool Required, IReadOnlyList<string> Applied, string? Error);
