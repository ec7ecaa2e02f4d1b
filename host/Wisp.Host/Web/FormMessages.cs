using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Wisp.Host.Web;

/// <summary>What the framework says about a field that it cannot read, in the reader's language.</summary>
internal sealed class FormMessages(IStringLocalizer<HostText> text) : IConfigureOptions<MvcOptions>
{
    public void Configure(MvcOptions options)
    {
        // A missing text is "" to the feature, which says what is missing in its own words.
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, field) => text["form.invalid", value, field]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => text["form.invalid-value", value]);
        messages.SetValueIsInvalidAccessor(value => text["form.invalid-value", value]);
        messages.SetUnknownValueIsInvalidAccessor(field => text["form.unreadable", field]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => text["form.unreadable-value"]);
        messages.SetValueMustBeANumberAccessor(field => text["form.number", field]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => text["form.number-value"]);
        messages.SetMissingBindRequiredValueAccessor(field => text["form.required", field]);
        messages.SetMissingKeyOrValueAccessor(() => text["form.required-value"]);
        messages.SetValueMustNotBeNullAccessor(_ => text["form.required-value"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => text["form.required-value"]);
    }
}
