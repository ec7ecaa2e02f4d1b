using System.Reflection;

namespace Wisp.ModuleHost;

/// <summary>Every reason for which a module may not run.</summary>
public static class ProblemTexts
{
    internal static readonly ProblemText
        NoVersion = new("no-version", "Its folder {0} holds no version: expected {0}/<version>/module.json."),
        ActiveVersion = new("active-version", "active.json says \"{0}\", which is neither a version such as 1.0.0 nor \"off\"."),
        ActiveMissing = new("active-missing", "active.json asks for version {0}, which is not installed; installed: {1}."),
        ManifestUnreadable = new("manifest-unreadable", "Its module.json cannot be read: {0}"),
        ManifestMissing = new("manifest-missing", "Its module.json has no \"{0}\"."),
        ManifestId = new("manifest-id", "\"{0}\" in its module.json is {1}: it must be lower-case letters, digits and hyphens, beginning with a letter."),
        ManifestVersion = new("manifest-version", "\"{0}\" in its module.json is {1}: it must be a version such as 1.0.0."),
        ManifestRange = new("manifest-range", "\"{0}\" in its module.json is {1}: it must be a range of versions such as [1.0,2.0)."),
        ManifestAssembly = new("manifest-assembly", "\"{0}\" in its module.json is {1}: it must be the name of a .dll beside it."),
        ManifestSchema = new("manifest-schema", "\"{0}\" in its module.json is {1}: it must be lower-case letters, digits and underscores, and none of the host's own (host, ext, public)."),
        ManifestMap = new("manifest-map", "\"{0}\" in its module.json is {1}: it must be an object of contract names."),
        ManifestFlag = new("manifest-flag", "\"{0}\" in its module.json is {1}: it must be true or false."),
        FolderId = new("folder-id", "Folder {0} holds the module {1}: a module stands in a folder of its own id."),
        FolderVersion = new("folder-version", "Folder {0} holds version {1}: a version stands in a folder of its own number."),
        SdkRange = new("sdk-range", "Needs Wisp SDK {0}, and this is {1}: update Wisp or install a version of the module made for it."),
        ContractTaken = new("contract-taken", "Provides the contract {0}, which the module {1} provides already."),
        SchemaTaken = new("schema-taken", "Claims the database schema {0}, which belongs to the module {1}."),
        ContractMissing = new("contract-missing", "Needs the contract {0} {1}, which no installed module provides."),
        ContractRange = new("contract-range", "Needs the contract {0} {1}, and the module {2} provides {3}."),
        ProviderOff = new("provider-off", "Needs the contract {0} of the module {1}, which is off."),
        ProviderDown = new("provider-down", "Needs the contract {0} of the module {1}, which does not run: {2}"),
        Cycle = new("cycle", "Is part of a circle of dependencies: {0}."),
        SharedCopy = new("shared-copy", "Its folder holds {0}, which Wisp or another module provides: build it without that file."),
        FileMissing = new("file-missing", "Its folder lacks {0}."),
        LoadFailed = new("load-failed", "Its code cannot be loaded: {0}"),
        UndeclaredContract = new("undeclared-contract", "Uses the contract {0} without requiring it in its module.json."),
        ForeignModule = new("foreign-module", "Uses the inside ({0}) of the module {1}; only contracts may be used."),
        NoEntryPoint = new("no-entry-point", "{0} has no public class with a constructor without parameters that derives from WispModule."),
        EntryPoints = new("entry-points", "{0} has more than one class that derives from WispModule: {1}."),
        ViewTaken = new("view-taken", "Its view {0} has the same path as one of \"{1}\"."),
        RouteTaken = new("route-taken", "Its page {0} answers at {1}, as does a page of \"{2}\"."),
        ConfigureFailed = new("configure-failed", "Its Configure failed: {0}"),
        ServiceChanged = new("service-changed", "Its Configure removed or replaced the registration of {0}, which is not its own."),
        KeyTaken = new("key-taken", "Its key {1} ({0}) is taken by \"{2}\"."),
        SchemaOther = new("schema-other", "Registers the database schema \"{0}\", and its module.json says \"{1}\"."),
        ServiceFailed = new("service-failed", "Its background service {0} failed: {1}"),
        Verification = new("verification", "{0}");

    /// <summary>The English sentence of each code; <c>{0}</c> and so on stand for <see cref="ModuleProblem.Args"/>.</summary>
    public static IReadOnlyDictionary<string, string> English { get; } = typeof(ProblemTexts)
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        .Select(field => field.GetValue(null)).OfType<ProblemText>()
        .ToDictionary(text => text.Code, text => text.English);
}
