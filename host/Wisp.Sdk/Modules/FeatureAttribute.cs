namespace Wisp.Sdk;

/// <summary>Marks a class that <see cref="ModuleBuilder.Features{TMarker}"/> registers as a scoped service.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FeatureAttribute : Attribute;
