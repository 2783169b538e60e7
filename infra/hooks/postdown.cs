// azd runs this after `azd down`, in the root of the repository. It removes the API's registration from Entra ID if
// preprovision created it. Run again, it changes nothing.

using Lectern.Hooks;

return await Hook.RunAsync("postdown: the API's registration", RegistrationRemoval.RunAsync);
