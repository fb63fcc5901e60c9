/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.diagnosis;

/**
 * What stands in the way and what a person can do about it.
 *
 * @param severity how much it matters
 * @param problem what stands in the way, a sentence without a full stop
 * @param fix what to do, a sentence without a full stop that ends with the command to
 * paste where there is one
 */
public record Advice(Severity severity, String problem, String fix) {

}
