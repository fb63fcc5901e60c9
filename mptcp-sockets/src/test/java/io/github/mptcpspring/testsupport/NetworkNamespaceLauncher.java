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

package io.github.mptcpspring.testsupport;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The JVM in a {@link NetworkNamespace}: runs one test and reports how it ended.
 */
final class NetworkNamespaceLauncher implements TestExecutionListener {

	/** Comes before the report, the last thing that is printed. */
	static final String REPORT = "The test in a network namespace reports:\n";

	static final int PASSED = 0;

	static final int FAILED = 10;

	static final int ABORTED = 11;

	private int exitCode = FAILED;

	private String report = "The test was not found";

	private NetworkNamespaceLauncher() {
	}

	/**
	 * Run one test.
	 * @param args the unique id of the test, and sysctls
	 * @throws IOException when the sysctls cannot be set
	 */
	static void main(String[] args) throws IOException {
		Thread.ofPlatform().daemon().start(NetworkNamespaceLauncher::haltWithParent);
		for (String sysctl : Arrays.asList(args).subList(1, args.length)) {
			String[] nameAndValue = sysctl.split("=", 2);
			NetworkNamespace.setSysctl(nameAndValue[0], nameAndValue[1]);
		}
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectUniqueId(args[0]))
			.build();
		NetworkNamespaceLauncher listener = new NetworkNamespaceLauncher();
		LauncherFactory.create().execute(request, listener);
		System.out.print(REPORT + listener.report);
		System.out.flush();
		System.exit(listener.exitCode);
	}

	/** Standard input ends when the parent does, however that happens. */
	private static void haltWithParent() {
		try {
			System.in.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// The parent is gone
		}
		Runtime.getRuntime().halt(FAILED);
	}

	@Override
	public void executionSkipped(TestIdentifier test, String reason) {
		conclude(ABORTED, reason);
	}

	@Override
	public void executionFinished(TestIdentifier test, TestExecutionResult result) {
		if (result.getStatus() == Status.FAILED) {
			conclude(FAILED, stackTrace(result.getThrowable().orElseThrow()));
		}
		else if (result.getStatus() == Status.ABORTED) {
			conclude(ABORTED, String.valueOf(result.getThrowable().orElseThrow().getMessage()));
		}
		else if (test.isTest()) {
			conclude(PASSED, "");
		}
	}

	private void conclude(int exitCode, String report) {
		this.exitCode = exitCode;
		this.report = report;
	}

	private static String stackTrace(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

}
