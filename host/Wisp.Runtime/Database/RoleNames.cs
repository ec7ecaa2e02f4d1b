namespace Wisp.Runtime.Database;

/// <summary>Names of the database roles, all from one prefix.</summary>
public sealed record RoleNames(string Prefix)
{
    /// <summary>Owns every schema and runs migrations.</summary>
    public string Owner => $"{Prefix}_owner";

    /// <summary>The login of host and worker.</summary>
    public string App => $"{Prefix}_app";

    /// <summary>Every module's role is a member; published views and host functions are granted to it.</summary>
    public string Modules => $"{Prefix}_modules";

    /// <summary>The role of one module.</summary>
    public string Of(string moduleId) => $"{Prefix}_{moduleId.Replace('-', '_').Replace('.', '_')}";
}
