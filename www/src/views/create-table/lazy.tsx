import { lazy } from "../../widgets/lazy.tsx";

export const CreateTable = lazy(() => import("./dialog.tsx").then(({ CreateTable }) => CreateTable), null);
