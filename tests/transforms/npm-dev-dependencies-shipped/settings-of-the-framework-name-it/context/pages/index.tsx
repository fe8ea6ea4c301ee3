import Link from "next/link";
