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

package io.github.mptcpspring.laboratory;

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * Tests with a laboratory and a server in it, which they share. There is a laboratory for
 * each kind of server that a class is run for.
 */
@Tag("laboratory")
@MptcpRequired
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LaboratoryTests {

	/** The kind of server that is in the laboratory. */
	@Parameter
	WebServerKind serverKind;

	private Laboratory laboratory;

	/**
	 * Build the laboratory.
	 * @param serverKind the kind of server that is to be in it
	 * @return the laboratory, with the server
	 */
	abstract Laboratory build(WebServerKind serverKind);

	@BeforeParameterizedClassInvocation
	void build() {
		this.laboratory = build(this.serverKind);
	}

	@AfterEach
	void mend() {
		this.laboratory.mend();
	}

	@AfterParameterizedClassInvocation
	void close() {
		if (this.laboratory != null) {
			this.laboratory.close();
		}
	}

	final Laboratory laboratory() {
		return this.laboratory;
	}

}
