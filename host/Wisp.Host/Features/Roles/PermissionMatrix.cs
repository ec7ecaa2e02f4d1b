using Microsoft.AspNetCore.Http;
using Wisp.Host.Access;
using Wisp.Host.Shell;
using Wisp.Sdk;

namespace Wisp.Host.Features.Roles;

public sealed record MatrixLine(string Key, string Text, bool CanBeOwn, PermissionScope Scope)
{
    /// <summary>Name of the form's field.</summary>
    public string Field => PermissionMatrix.Prefix + Key;
}

/// <summary>Every permission of the host and the running modules, and how far a role holds it.</summary>
[Feature]
public sealed class PermissionMatrix(LoadedContributions loaded, Labels labels)
{
    public const string Prefix = "p:";

    public IReadOnlyList<(string ModuleId, IReadOnlyList<MatrixLine> Lines)> For(IReadOnlyCollection<Grant> held) =>
        [.. loaded.All.Where(module => module.Contributions.Permissions.Count > 0).Select(module =>
            (module.ModuleId, (IReadOnlyList<MatrixLine>)[.. module.Contributions.Permissions.Select(permission => new MatrixLine(
                permission.Key, labels.Text(permission.Label), permission.CanBeOwn, ScopeOf(held, permission.Key)))]))];

    /// <summary>What the form says, and what the role holds of modules that are not there now.</summary>
    public IReadOnlyList<Grant> Read(IFormCollection form, IEnumerable<Grant> before)
    {
        var known = loaded.All.SelectMany(module => module.Contributions.Permissions).ToDictionary(permission => permission.Key);
        var chosen = known.Values.Select(permission => (permission, Scope: form[Prefix + permission.Key].ToString()))
            .Where(line => line.Scope == "all" || (line.Scope == "own" && line.permission.CanBeOwn))
            .Select(line => new Grant(line.permission.Key, line.Scope == "own"));
        return [.. chosen, .. before.Where(grant => !known.ContainsKey(grant.Key))];
    }

    private static PermissionScope ScopeOf(IReadOnlyCollection<Grant> held, string key) =>
        held.FirstOrDefault(grant => grant.Key == key) is not { } grant ? PermissionScope.None : grant.Own ? PermissionScope.Own : PermissionScope.All;
}
