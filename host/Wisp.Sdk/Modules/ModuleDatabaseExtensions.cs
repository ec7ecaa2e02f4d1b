namespace Wisp.Sdk;

/// <summary>Declarations on a module's database.</summary>
public static class ModuleDatabaseExtensions
{
    /// <summary>Has the database record every change of a table.</summary>
    /// <param name="database">The module's database.</param>
    /// <param name="table">Table with a <c>uuid</c> key named <c>id</c>.</param>
    /// <param name="subject">Column that holds the client's id, or <c>null</c>.</param>
    /// <param name="masked">Columns shown as <c>•••</c>.</param>
    /// <param name="ignored">Columns not worth a row.</param>
    /// <returns>The same database.</returns>
    public static ModuleDatabase Audit(
        this ModuleDatabase database, string table, string? subject = null, string[]? masked = null, string[]? ignored = null)
    {
        database.Audited.Add(new AuditedTable(table, subject, masked ?? [], ignored ?? []));
        return database;
    }

    /// <summary>Lets every module read a view or call a function of this one.</summary>
    /// <param name="database">The module's database.</param>
    /// <param name="names">View names, or functions with their argument types: <c>zone_at(ext.geometry)</c>.</param>
    /// <returns>The same database.</returns>
    public static ModuleDatabase Publish(this ModuleDatabase database, params string[] names)
    {
        foreach (var name in names) database.Published.Add(name);
        return database;
    }

    /// <summary>Allows the module's role to delete rows of the named tables.</summary>
    /// <param name="database">The module's database.</param>
    /// <param name="tables">Table names.</param>
    /// <returns>The same database.</returns>
    public static ModuleDatabase AllowDelete(this ModuleDatabase database, params string[] tables)
    {
        foreach (var table in tables) database.Deletable.Add(table);
        return database;
    }

    /// <summary>Keeps the module's role from changing rows of the named tables once written.</summary>
    /// <param name="database">The module's database.</param>
    /// <param name="tables">Table names.</param>
    /// <returns>The same database.</returns>
    public static ModuleDatabase OnlyAppend(this ModuleDatabase database, params string[] tables)
    {
        foreach (var table in tables) database.AppendOnly.Add(table);
        return database;
    }

    /// <summary>
    /// Makes a login for a program beside Wisp. It may call the named functions, which should run with their owner's rights, and nothing else;
    /// its password is given to it by migrating (<c>Wisp:Logins:&lt;name&gt;</c>).
    /// </summary>
    /// <param name="database">The module's database.</param>
    /// <param name="name">Its name after the prefix of all roles.</param>
    /// <param name="functions">Names of functions in the module's schema; the module's own role may not call them.</param>
    /// <returns>The same database.</returns>
    public static ModuleDatabase Login(this ModuleDatabase database, string name, params string[] functions)
    {
        database.Logins.Add(new DatabaseLogin(name, functions));
        return database;
    }
}
