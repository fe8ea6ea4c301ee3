import { NextPage } from "next";
import Link from "next/link";
