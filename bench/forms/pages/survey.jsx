// SurveyJS with its default styles, checking what is edited on input.
import { createRoot } from "react-dom/client";
import { Model, settings } from "survey-core";
import "survey-core/i18n/simplified-chinese";
import "survey-core/survey-core.fontless.min.css";
import { Survey } from "survey-react-ui";
import { readCase, tellChecked } from "./common.js";

// The most rows it takes by itself are a hundred.
settings.panel.maxPanelCount = 2000;
const { survey: json, data } = await readCase("survey");
const survey = new Model(json);
survey.data = data;
// Stays where it is, so that it can be checked again.
survey.onCompleting.add((_, options) => {
  options.allow = false;
  tellChecked(0);
});
survey.onValidatePage.add((_, { errors }) => tellChecked(errors.length));

createRoot(document.querySelector("main")).render(<Survey model={survey} />);
